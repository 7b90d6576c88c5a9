import assert from "node:assert/strict";
import test from "node:test";
import { interval, queryFromState, stateFromQuery } from "./address.ts";
import { INITIAL, type State } from "./state.ts";

const FULL: State = {
  ...INITIAL,
  view: { lat: 45.2, lon: 33.37, zoom: 6.5 },
  types: ["explosion", "flood"],
  statuses: ["all"],
  from: "2026-11-01",
  to: "",
  countries: ["UA"],
  sources: ["Radio & Co"],
  precisions: ["sea"],
  q: "port = fire?",
  unplaced: true,
  area: { kind: "circle", lat: 45.2, lon: 33.3, km: 12.5 },
  selected: "abc",
  actor: "Kim Jong Un",
  theme: "dark",
  lang: "uk",
  asOf: "2026-11-24T10:00:00Z",
  title: "A <title>",
  hide: ["legend", "list"],
};

test("a whole state survives the address", () => {
  assert.deepEqual(stateFromQuery(`?${queryFromState(FULL)}`), FULL);
});

test("the first state is an empty address", () => {
  assert.equal(queryFromState(INITIAL), "");
  assert.deepEqual(stateFromQuery(""), INITIAL);
});

test("broken and foreign parameters are ignored", () => {
  const state = stateFromQuery("?z=x&lat=1&lon=2&datetime=yesterday&theme=pink&area=circle:a b c&utm_source=mail");
  assert.deepEqual(state, INITIAL);
});

test("a view beyond the map's limits is drawn back", () => {
  assert.deepEqual(stateFromQuery("?z=99&lat=123&lon=5").view, { zoom: 14, lat: 85, lon: 5 });
});

test("open intervals", () => {
  assert.equal(interval({ from: "", to: "" }), "");
  assert.equal(interval({ from: "2026-01-02", to: "" }), "2026-01-02/..");
  assert.equal(interval({ from: "", to: "2026-01-02" }), "../2026-01-02");
});

for (const area of ["box:1 2 3 4", "polygon:1 2 3 4 5 6", "circle:10 20 5"]) {
  test(`area ${area}`, () => {
    assert.equal(new URLSearchParams(queryFromState(stateFromQuery(`?area=${area}`))).get("area"), area);
  });
}

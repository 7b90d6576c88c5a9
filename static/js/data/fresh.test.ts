// How what came in ages, and what of it passes the filters.
import assert from "node:assert/strict";
import test from "node:test";
import type { Incident } from "../model.ts";
import { INITIAL } from "../state/state.ts";
import { Fresh, levelAt, passes } from "./fresh.ts";

(globalThis as { window?: unknown }).window = { setInterval: () => 1, clearInterval: () => undefined };
const MINUTE = 60_000;
const incident = (id: string, properties = {}): Incident =>
  ({
    type: "Feature",
    id,
    geometry: null,
    properties: { type: "explosion", status: "occurred", start: "2026-11-02T00:00:00", end: null, ...properties },
  }) as unknown as Incident;

test("what came in is less fresh with every step and at last not at all", () => {
  assert.deepEqual(
    [0, 0.9, 1, 5, 9, 14.9, 15, 600].map((minutes) => levelAt(minutes * MINUTE)),
    [4, 4, 3, 2, 1, 1, 0, 0],
  );
});

test("each ages by its own time of arrival, and listeners hear of it", () => {
  const fresh = new Fresh();
  let told = 0;
  fresh.subscribe(() => {
    told += 1;
  });
  fresh.take([incident("a")], 0);
  fresh.take([incident("b")], 5 * MINUTE);
  fresh.age(5 * MINUTE);
  assert.deepEqual([fresh.level("a"), fresh.level("b"), fresh.level("c")], [2, 4, 0]);
  fresh.age(16 * MINUTE);
  assert.deepEqual([fresh.level("a"), fresh.level("b")], [0, 1]);
  assert.deepEqual(
    fresh.incidents.map(({ id }) => id),
    ["b"],
  );
  assert.equal(told, 4);
});

test("one that changes keeps its age, one that is gone stands out no more", () => {
  const fresh = new Fresh();
  fresh.take([incident("a")], 0);
  fresh.age(2 * MINUTE);
  fresh.take([incident("a", { title: "told anew" })], 2 * MINUTE);
  assert.equal(fresh.level("a"), 3);
  assert.equal(fresh.incidents[0]!.properties.title, "told anew");
  fresh.drop(["a"]);
  assert.equal(fresh.level("a"), 0);
});

test("the filters hold for what came in", () => {
  const one = incident("a", { type: "explosion", country: "UA" });
  assert.ok(passes(INITIAL, one));
  assert.ok(!passes({ ...INITIAL, types: ["protest"] }, one));
  assert.ok(!passes({ ...INITIAL, countries: ["FR"] }, one));
  assert.ok(passes({ ...INITIAL, from: "2026-11-01", to: "2026-11-02" }, one));
  assert.ok(!passes({ ...INITIAL, from: "2026-11-03" }, one));
  assert.ok(!passes({ ...INITIAL, to: "2026-11-01" }, one));
  assert.ok(!passes(INITIAL, incident("b", { status: "denied" })));
  assert.ok(passes({ ...INITIAL, statuses: ["all"] }, incident("b", { status: "denied" })));
  assert.ok(!passes({ ...INITIAL, q: "words are the service's to find" }, one));
});

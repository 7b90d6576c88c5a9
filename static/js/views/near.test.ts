import assert from "node:assert/strict";
import test from "node:test";
import type { Incident, IncidentDetail } from "../model.ts";
import { Strings } from "../text/strings.ts";
import type { Context } from "./context.ts";
import { neighboursOf } from "./near.ts";

const incident = (id: string, lat: number, day: string, precision = "place"): Incident =>
  ({
    id,
    geometry: { type: "Point", coordinates: [30, lat] },
    properties: { title: `Title ${id}`, type: "flood", precision, start: `${day}T00:00` },
  }) as unknown as Incident;

const others = [
  incident("same place, a month later", 50, "2026-12-05"),
  incident("ten km", 50.09, "2026-11-05"),
  incident("far", 53, "2026-11-05"),
  incident("country", 50, "2026-11-05", "country"),
  incident("here", 50, "2026-11-05"),
];
const context = {
  loader: { data: { incidents: others } },
  strings: new Strings("en"),
  legend: { types: {} },
} as unknown as Context;
const detail = { ...incident("here", 50, "2026-11-05"), reports: [], related: [] } as unknown as IncidentDetail;

test("near in space and time, the nearest first; areas and the incident itself are left out", () => {
  assert.deepEqual(
    neighboursOf(context, detail, 9).map(({ id }) => id),
    ["ten km"],
  );
  assert.deepEqual(
    neighboursOf(context, detail, 9, 250).map(({ id }) => id),
    ["ten km", "same place, a month later"],
  );
});

test("what hangs together comes first, with its reason, also where it is not loaded", () => {
  const related = [{ id: "elsewhere", title: "Told elsewhere", why: "lies within it" }];
  const found = neighboursOf(context, { ...detail, related }, 2);
  assert.deepEqual(
    found.map(({ id, title, why, incident: known }) => [id, title, why, known === null]),
    [
      ["elsewhere", "Told elsewhere", "lies within it", true],
      ["ten km", "Title ten km", null, false],
    ],
  );
});

import assert from "node:assert/strict";
import test from "node:test";
import type { IncidentDetail, Legend } from "../model.ts";
import { changesBetween } from "./changes.ts";
import { Strings } from "./strings.ts";

const words = { strings: new Strings("en", {}, "en-GB"), legend: { types: {}, statuses: {} } as unknown as Legend };
const seen = {
  id: "1",
  geometry: null,
  properties: { type: "flood", status: "occurred", place: "Arles", start: "2026-11-01T00:00", time_precision: "day" },
  reports: [{}],
} as unknown as IncidentDetail;

test("nothing changed, nothing said", () => {
  assert.deepEqual(changesBetween(seen, structuredClone(seen), words), []);
});

test("each part that differs is told with both values", () => {
  const now = structuredClone(seen);
  now.properties.place = "Nîmes";
  now.reports.push(now.reports[0]!);
  assert.deepEqual(changesBetween(seen, now, words), ["Where: Arles → Nîmes", "What the reports say: 1 → 2"]);
});

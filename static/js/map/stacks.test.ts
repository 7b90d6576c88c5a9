import assert from "node:assert/strict";
import test from "node:test";
import type { Incident } from "../model.ts";
import { stacksOf } from "./stacks.ts";

const incident = (id: string, lat: number, lon: number, precision = "place", place = id): Incident =>
  ({
    id,
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: { precision, place_id: place },
  }) as unknown as Incident;

test("one place is one stack, far places are two", () => {
  const stacks = stacksOf([incident("a", 45, 33), incident("b", 45, 33), incident("c", 50, 30)], 6, 20);
  assert.deepEqual(
    stacks.map(({ incidents, onePlace }) => [incidents.length, onePlace]),
    [
      [2, true],
      [1, true],
    ],
  );
});

test("places nearer than a mark become a cluster, and part when zoomed in", () => {
  const near = [incident("a", 45.2, 33.36), incident("b", 45.21, 33.29)];
  assert.deepEqual(
    stacksOf(near, 6, 20).map(({ onePlace }) => onePlace),
    [false],
  );
  assert.equal(stacksOf(near, 11, 20).length, 2);
});

test("an area stands beside a point's mark; from far away both are one", () => {
  const near = [incident("a", 45.2, 33.36), incident("sea", 45.2, 33.36, "sea")];
  const areal = (zoom: number) => stacksOf(near, zoom, 20).map((stack) => stack.areal);
  assert.deepEqual(areal(6).sort(), [false, true]);
  assert.deepEqual(areal(3), [false]);
});

test("what has no place is not drawn", () => {
  assert.deepEqual(stacksOf([{ ...incident("a", 0, 0), geometry: null }], 3, 20), []);
});

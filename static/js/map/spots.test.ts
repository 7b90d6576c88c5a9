import assert from "node:assert/strict";
import test from "node:test";
import { spotOn, spotOver, spotsNear } from "./spots.ts";

const kyiv = { lat: 50.45, lon: 30.52, r: 15 };

test("a mark lies where its place is in the tile", () => {
  // zoom 5: 8192 pixels around the earth; 30.52 degrees east lie 4790 from its edge, in the tile from 4608
  const [spot] = spotsNear([kyiv], { x: 18, y: 10, z: 5 });
  assert.ok(spot);
  assert.ok(Math.abs(spot[0] - 182) <= 1);
  assert.equal(spot[2], 15);
});

test("marks far from the tile are left out, those across the date line are not", () => {
  assert.deepEqual(spotsNear([kyiv], { x: 3, y: 10, z: 5 }), []);
  const fiji = { lat: -18, lon: 179.9, r: 15 };
  const [spot] = spotsNear([fiji], { x: 0, y: 17, z: 5 });
  assert.ok(spot && spot[0] < 0 && spot[0] > -10);
});

test("among very many no name gives way", () => {
  assert.deepEqual(spotsNear(Array(200).fill(kyiv), { x: 18, y: 10, z: 5 }), []);
});

test("on a point, and over a box", () => {
  const spots = [[100, 100, 15]] as const;
  assert.ok(spotOn(spots, 110, 100, 1));
  assert.equal(spotOn(spots, 116, 100, 1), undefined);
  assert.equal(spotOn(spots, 110, 100, 2), undefined);
  assert.ok(spotOver(spots, 150, 100, [40, 6], 1));
  assert.equal(spotOver(spots, 150, 130, [40, 6], 1), undefined);
});

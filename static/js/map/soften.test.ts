import assert from "node:assert/strict";
import { test } from "node:test";
import { softened } from "./soften.ts";

const square = (size: number): GeoJSON.Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [0, 0],
      [size, 0],
      [size, size],
      [0, size],
      [0, 0],
    ],
  ],
});

test("a large outline of four corners has none left, and keeps to its sides", () => {
  const { coordinates } = softened(square(40)) as GeoJSON.Polygon;
  const [ring] = coordinates;
  assert.ok(ring!.length > 24);
  assert.deepEqual(ring![0], ring!.at(-1));
  assert.ok(!ring!.some(([lon, lat]) => (lon === 0 || lon === 40) && (lat === 0 || lat === 40)));
  assert.equal(Math.max(...ring!.map(([lon]) => lon!)), 40);
  assert.equal(Math.min(...ring!.map(([, lat]) => lat!)), 0);
});

test("a small outline and one of many corners stay as they are", () => {
  assert.deepEqual(softened(square(1)), square(1));
  const many = Array.from({ length: 60 }, (_, i) => [30 * Math.cos(i / 9.55), 30 * Math.sin(i / 9.55)]);
  const fine: GeoJSON.MultiPolygon = { type: "MultiPolygon", coordinates: [[many]] };
  assert.deepEqual(softened(fine), fine);
});

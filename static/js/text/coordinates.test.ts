import assert from "node:assert/strict";
import test from "node:test";
import { writtenCoordinates } from "./coordinates.ts";

test("a point in three forms", () => {
  assert.deepEqual(writtenCoordinates(45.2, 33.36), [
    { name: "WGS 84", text: "45.20000, 33.36000" },
    { name: "DMS", text: "45°12′00″N 33°21′36″E" },
    // UTM by Krüger's series, reckoned apart: zone 36T, 528274.62 m east, 5005231.29 m north
    { name: "MGRS", text: "36T WR 28274 05231" },
  ]);
});

test("seconds that round up carry over", () => {
  assert.equal(writtenCoordinates(-0.99999, 179.99999)[1]!.text, "1°00′00″S 180°00′00″E");
});

test("no MGRS at the pole", () => {
  assert.equal(writtenCoordinates(88, 0).length, 2);
});

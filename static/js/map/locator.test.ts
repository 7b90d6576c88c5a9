// What the locator shows of a view.
import assert from "node:assert/strict";
import test from "node:test";
import { planOf, type Seen } from "./locator.ts";

const seen = (part: Partial<Seen>): Seen => ({
  lat: 48,
  lon: 10,
  zoom: 6,
  width: 1060,
  height: 700,
  dark: false,
  ...part,
});

test("a view of the world needs no locator", () => {
  assert.equal(planOf(seen({ zoom: 2, lat: 20, lon: 10 })), null);
});

test("a country lies in the world, a town in its country", () => {
  const world = planOf(seen({ zoom: 5 }))!;
  assert.equal(world.zoom, 0);
  const region = planOf(seen({ zoom: 10 }))!;
  assert.equal(region.zoom, 6);
});

test("the frame lies within and can be seen, everywhere", () => {
  for (const lat of [-70, -33, 0, 48, 78])
    for (const lon of [-179, -60, 0, 100, 179])
      for (const zoom of [4.5, 5, 6.5, 9, 13]) {
        const plan = planOf(seen({ lat, lon, zoom, width: 360, height: 500 }));
        if (!plan) continue;
        const { x, y, width, height } = plan.frame;
        assert.ok(width >= 9 && height >= 9, `${lat} ${lon} ${zoom}`);
        const [cx, cy] = [x + width / 2, y + height / 2];
        assert.ok(cx >= 0 && cx <= 156 && cy >= -30 && cy <= 134, `${lat} ${lon} ${zoom}: ${cx} ${cy}`);
      }
});

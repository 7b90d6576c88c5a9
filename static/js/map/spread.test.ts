import assert from "node:assert/strict";
import test from "node:test";
import { spread } from "./spread.ts";

const circle = (x: number, y: number, r = 20, fixed = false) => ({ x, y, r, fixed });

test("rings on each other part until they touch", () => {
  const [a, b] = spread([circle(0, 0), circle(30, 0)], 20);
  assert.ok(Math.abs(b!.x - a!.x - 40) < 1);
  assert.equal(a!.y, 0);
});

test("what does not touch stays", () => {
  assert.deepEqual(spread([circle(0, 0), circle(41, 0)], 20), [
    { x: 0, y: 0 },
    { x: 41, y: 0 },
  ]);
});

test("a symbol stands, the ring gives way; two symbols stay on each other", () => {
  const [symbol, ring] = spread([circle(0, 0, 15, true), circle(20, 0)], 20);
  assert.deepEqual(symbol, { x: 0, y: 0 });
  assert.ok(Math.abs(ring!.x - 35) < 1);
  assert.deepEqual(spread([circle(0, 0, 15, true), circle(5, 0, 15, true)], 20)[1], { x: 5, y: 0 });
});

test("none goes further than it may, also from the same point", () => {
  for (const { x, y } of spread([circle(0, 0), circle(0, 0), circle(0, 0)], 12)) assert.ok(Math.hypot(x, y) <= 12.01);
});

test("where there are very many all stay", () => {
  const many = Array.from({ length: 300 }, () => circle(0, 0));
  assert.ok(spread(many, 12).every(({ x }) => x === 0));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Town, World } from "./world.ts";

const TOWNS: Town[] = [
  ["Kyiv", 50.45, 30.52, 4, 1, { uk: "Київ", ar: "كييف" }],
  ["Sumy", 50.92, 34.8, 5, 0, { uk: "Суми" }],
];
const FILES: Record<string, unknown> = {
  "b/index.json": {
    land: [],
    names: ["18-10"],
    towns: [],
    seas: [["Black Sea", 43, 34, 4, { ar: "البحر الأسود" }]],
    countries: [],
    disputed: [],
  },
  "b/overview.json": { land: [], lakes: [], borders: [], rivers: [], towns: TOWNS },
  "b/names-18-10.json": TOWNS,
};

async function names(lang: string, ...tile: [number, number, number]): Promise<string[]> {
  const world = await World.open(<T>(path: string) => Promise.resolve(FILES[path] as T), "b", lang);
  return [...world.seas, ...(await world.piece(...tile)).towns].map(([name]) => name);
}

for (const [where, ...tile] of [
  ["the world", 3, 4, 2],
  ["a piece", 6, 37, 21],
] as const) {
  test(`${where} has its names in the page's language, where they are known in it`, async () => {
    assert.deepEqual(await names("en", ...tile), ["Black Sea", "Kyiv", "Sumy"]);
    assert.deepEqual(await names("uk", ...tile), ["Black Sea", "Київ", "Суми"]);
    assert.deepEqual(await names("ar", ...tile), ["البحر الأسود", "كييف", "Sumy"]);
  });
}

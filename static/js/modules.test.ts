// Who may do what: one folder touches Leaflet, one module fetches, no module makes markup out of text.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const ROOT = "static/js";
const modules = (readdirSync(ROOT, { recursive: true }) as string[])
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => ({ name, text: readFileSync(`${ROOT}/${name}`, "utf8") }));

const holding = (pattern: RegExp): string[] => modules.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

test("Leaflet is used in map/ alone", () => {
  const users = holding(/from "leaflet"/);
  assert.ok(users.length > 0);
  assert.deepEqual(
    users.filter((name) => !name.startsWith("map/")),
    [],
  );
});

test("what the map uses of Leaflet is in the bundle", () => {
  const used = new Set(
    modules.flatMap(({ text }) =>
      [...text.matchAll(/\bL\.([a-z]\w*)\(|\bL\.(\w+)\.\w+\(/g)].map(([, one, other]) => one ?? other),
    ),
  );
  const given = new Set(
    readFileSync(`${ROOT}/map/leaflet.js`, "utf8")
      .match(/export default \{(.*)\}/s)![1]!
      .match(/\w+/g),
  );
  assert.ok(used.size > 8);
  assert.deepEqual(
    [...used].filter((name) => !given.has(name!)),
    [],
  );
});

test("one module fetches", () => {
  assert.deepEqual(holding(/\bfetch\(|XMLHttpRequest|EventSource|WebSocket|sendBeacon/), ["api/client.ts"]);
});

test("one module writes the address", () => {
  assert.deepEqual(holding(/history\.(push|replace)State/), ["state/store.ts"]);
});

test("no text becomes markup", () => {
  assert.deepEqual(
    holding(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment/),
    [],
  );
});

test("no address of another host", () => {
  const foreign = modules.flatMap(({ name, text }) =>
    [...text.matchAll(/https?:\/\/[^\s"'`)<>]+/g)]
      .map(([address]) => `${name}: ${address}`)
      .filter((found) => !found.includes("www.w3.org/")),
  );
  assert.deepEqual(foreign, []);
});

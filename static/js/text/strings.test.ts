import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { chosenLanguage, Strings } from "./strings.ts";
import { uk } from "./uk.ts";

const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
const legend = JSON.parse(readFileSync("static/legend.json", "utf8"));
const DATA = /^(type|status|group|unit)\./;

for (const [lang, words] of Object.entries({ ar, es, fr, uk })) {
  test(`${lang}: no unknown key, the same holes as English`, () => {
    for (const [key, text] of Object.entries(words)) {
      const english = (en as Record<string, string>)[key];
      if (english === undefined) assert.match(key, DATA, key);
      else assert.deepEqual(holes(text), holes(english), key);
    }
  });

  test(`${lang}: every string is there`, () => {
    const lacking = Object.keys(en).filter((key) => !(key in words));
    assert.deepEqual(lacking, []);
  });

  test(`${lang}: every type, status and group of the data has a word`, () => {
    const data = [
      ...Object.keys(legend.types).map((type) => `type.${type}`),
      ...Object.keys(legend.statuses).map((status) => `status.${status}`),
      ...Object.keys(legend.groups).map((group) => `group.${group}`),
    ];
    assert.deepEqual(
      data.filter((key) => !(key in words)),
      [],
    );
  });
}

test("the address's language goes before the browser's; an unknown one is English", () => {
  assert.equal(chosenLanguage("uk", ["fr-FR"]), "uk");
  assert.equal(chosenLanguage("", ["de-DE", "es-MX"]), "es");
  assert.equal(chosenLanguage("xx", ["de"]), "en");
});

test("a value in a string is put in once and never read as a hole", () => {
  assert.equal(new Strings("en").t("filters.words", { q: "{q} $& {n}" }), "Words: {q} $& {n}");
});

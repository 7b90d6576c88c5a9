import assert from "node:assert/strict";
import test from "node:test";
import { Strings } from "./strings.ts";
import { rangeText, whenText } from "./when.ts";

const english = new Strings("en", {}, "en-GB");
const cases: [string, string, string | null, string][] = [
  ["2023-09-14T00:00:00", "2023-09-15T00:00:00", "day", "14 Sept 2023"],
  ["2023-09-09T00:00:00", "2023-09-11T00:00:00", "day", "9–10 Sept 2023"],
  ["2023-09-14T05:00:00", "2023-09-14T06:00:00", "hour", "14 Sept 2023, 05:00"],
  ["2023-09-14T06:00:00", "2023-09-14T12:00:00", "part-of-day", "14 Sept 2023, 06:00–12:00"],
  ["2023-09-01T00:00:00", "2023-10-01T00:00:00", "month", "September 2023"],
  ["2023-01-01T00:00:00", "2024-01-01T00:00:00", "year", "2023"],
];

for (const [start, end, precision, text] of cases) {
  test(`${start} with precision ${precision}`, () => {
    // releases of Intl's data differ in the spaces around the dash
    assert.equal(whenText({ start, end, time_precision: precision }, english).replace(/\s?–\s?/, "–"), text);
  });
}

test("no time is said to be none", () => {
  assert.equal(whenText({ start: null, end: null, time_precision: null }, english), "Time not stated");
});

test("ranges of counts", () => {
  assert.deepEqual(
    [rangeText(3, 3, english), rangeText(3, 5, english), rangeText(12, null, english), rangeText(null, null, english)],
    ["3", "3–5", "≥ 12", ""],
  );
});

// What the reports of one incident do not agree about.
import type { Report } from "../model.ts";
import type { Strings } from "./strings.ts";
import { rangeText, whenText } from "./when.ts";

export interface Difference {
  about: "killed" | "wounded" | "status" | "place" | "time";
  values: string[];
}

export function differences(reports: readonly Report[], strings: Strings): Difference[] {
  if (reports.length < 2) return [];
  const count = (unit: string) =>
    reports.flatMap(({ quantities }) =>
      quantities.filter((q) => q.unit === unit).map((q) => rangeText(q.min, q.max, strings)),
    );
  const found: Difference[] = [
    { about: "killed", values: count("killed") },
    { about: "wounded", values: count("wounded") },
    { about: "status", values: reports.map(({ status }) => status) },
    { about: "place", values: reports.flatMap(({ location }) => (location ? [location.name] : [])) },
    {
      about: "time",
      values: reports.flatMap(({ time }) =>
        time ? [whenText({ start: time.start, end: time.end, time_precision: time.precision }, strings)] : [],
      ),
    },
  ];
  return found
    .map(({ about, values }) => ({ about, values: [...new Set(values)] }))
    .filter(({ values }) => values.length > 1);
}

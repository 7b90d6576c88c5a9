// Times as they are known: local civil time of the place, only as precise as the report.
import type { Properties } from "../model.ts";
import { dateFormat } from "./intl.ts";
import type { Strings } from "./strings.ts";

type When = Pick<Properties, "start" | "end" | "time_precision">;

const DAY_MS = 86_400_000;

/** "2026-11-24T05:00" as if it were UTC, so that no zone of the browser's moves it. */
const civil = (text: string): Date => new Date(`${text.length === 10 ? `${text}T00:00` : text.slice(0, 19)}Z`);

/** "14 Sept 2023", "9–10 Sept 2023", "14 Sept 2023, 05:00", "September 2023". */
export function whenText({ start, end, time_precision: precision }: When, strings: Strings): string {
  if (!start) return strings.t("card.undated");
  const from = civil(start);
  const day = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  const write = (options: Intl.DateTimeFormatOptions) => dateFormat(strings.locale, options);
  if (precision === "year") return write({ year: "numeric", timeZone: "UTC" }).format(from);
  if (precision === "month") return write({ year: "numeric", month: "long", timeZone: "UTC" }).format(from);
  if (precision === "minute" || precision === "hour") {
    return write({ ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(from);
  }
  const last = end ? new Date(civil(end).getTime() - 60_000) : from;
  if (precision === "part-of-day" && end && last.getTime() - from.getTime() < DAY_MS) {
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" } as const;
    return `${write(day).format(from)}, ${write(clock).format(from)}–${write(clock).format(civil(end))}`;
  }
  if (last.getTime() - from.getTime() < DAY_MS) return write(day).format(from);
  return write(day).formatRange(from, last);
}

/** The same instant in the reader's zone; "" where it is not known to the hour or the zone is the same. */
export function yourTime(properties: Properties, strings: Strings): string {
  const { start_utc: utc, time_precision: precision, zone } = properties;
  const yours = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!utc || !zone || zone === yours || (precision !== "minute" && precision !== "hour")) return "";
  return dateFormat(strings.locale, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(/[zZ+]/.test(utc.slice(10)) ? utc : `${utc}Z`));
}

export function dayText(iso: string, strings: Strings): string {
  const date = civil(iso.slice(0, 10));
  if (Number.isNaN(date.getTime())) return iso;
  return dateFormat(strings.locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(date);
}

/** "3", "3–5", "at least 3". */
export function rangeText(min: number | null, max: number | null, strings: Strings): string {
  if (min === null && max === null) return "";
  if (min === null) return `≤ ${strings.number(max!)}`;
  if (max === null) return `≥ ${strings.number(min)}`;
  return min === max ? strings.number(min) : `${strings.number(min)}–${strings.number(max)}`;
}

// Days as numbers, for the timeline's sliders.
const DAY_MS = 86_400_000;

export const dayNumber = (iso: string): number => Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00Z`) / DAY_MS);

export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The days that bins cover, both inclusive; null without any. */
export function daysOf(bins: readonly { start: string; end: string }[]): [number, number] | null {
  const first = bins[0];
  const last = bins.at(-1);
  if (!first || !last) return null;
  const end = dayNumber(last.end) - (/T00:00(:00)?Z?$/.test(last.end) ? 1 : 0);
  const start = dayNumber(first.start);
  return [start, Math.max(start, end)];
}

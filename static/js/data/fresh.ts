// Incidents that came in while the page was open: they stand out at first, and age.
import type { Incident } from "../model.ts";
import { type State, shownStatuses } from "../state/state.ts";

/** Minutes after which an incident is less fresh, and at the last no longer. */
export const AGES = [1, 4, 8, 15] as const;
/** How fresh the newest are; 0 is not at all. */
export const FRESHEST = AGES.length;
const MINUTE_MS = 60_000;
const TICK_MS = 15_000;
/** As many stand out; of more the newest. */
const MOST = 40;

interface Arrival {
  incident: Incident;
  at: number;
  level: number;
}

export class Fresh {
  readonly #arrivals = new Map<string, Arrival>();
  readonly #listeners = new Set<() => void>();
  #timer = 0;

  /** The newest first. */
  get incidents(): Incident[] {
    return [...this.#arrivals.values()].map(({ incident }) => incident).reverse();
  }

  /** 4 for what has just come in, down to 1; 0 for all others. */
  level(id: string): number {
    return this.#arrivals.get(id)?.level ?? 0;
  }

  /** What has come in now; one that was there already keeps its age. */
  take(incidents: readonly Incident[], now = Date.now()): void {
    for (const incident of incidents) {
      const known = this.#arrivals.get(incident.id);
      this.#arrivals.set(incident.id, { incident, at: known?.at ?? now, level: known?.level ?? FRESHEST });
    }
    for (const id of [...this.#arrivals.keys()].slice(0, -MOST)) this.#arrivals.delete(id);
    if (incidents.length) this.#tell();
    if (this.#arrivals.size && !this.#timer) this.#timer = window.setInterval(() => this.age(), TICK_MS);
  }

  /** Gone, or taken up by another. */
  drop(ids: readonly string[]): void {
    if (ids.filter((id) => this.#arrivals.delete(id)).length) this.#tell();
  }

  age(now = Date.now()): void {
    let changed = false;
    for (const [id, arrival] of this.#arrivals) {
      const level = levelAt(now - arrival.at);
      if (level === arrival.level) continue;
      changed = true;
      arrival.level = level;
      if (!level) this.#arrivals.delete(id);
    }
    if (!this.#arrivals.size) {
      window.clearInterval(this.#timer);
      this.#timer = 0;
    }
    if (changed) this.#tell();
  }

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** How fresh after so many milliseconds. */
export function levelAt(ms: number): number {
  const older = AGES.filter((minutes) => ms >= minutes * MINUTE_MS).length;
  return FRESHEST - older;
}

/** Whether an incident passes the filters, as far as the page can tell by itself; where it cannot, no. */
export function passes(state: State, { properties }: Incident): boolean {
  const { q, actor, sources, area, asOf, unplaced } = state;
  if (q || actor || sources.length || area || asOf || unplaced) return false;
  const one = (list: readonly string[], value: string | null) => !list.length || list.includes(value ?? "");
  const statuses = shownStatuses(state);
  const { from, to } = state;
  const day = (text: string | null) => (text ?? "").slice(0, 10);
  return (
    (statuses.includes("all") || statuses.includes(properties.status)) &&
    one(state.types, properties.type) &&
    one(state.countries, properties.country) &&
    one(state.precisions, properties.precision) &&
    (!from || day(properties.end ?? properties.start) >= from) &&
    (!to || (day(properties.start) !== "" && day(properties.start) <= to))
  );
}

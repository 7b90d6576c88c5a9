// Asks the service for what the state needs and holds the answer; views listen to it.
import { type Client, ServiceError } from "../api/client.ts";
import { filterParameters } from "../api/query.ts";
import type { Bin, Cluster, Facets, Incident, IncidentCollection } from "../model.ts";
import { FILTERS, type State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { type Look, worldZoom } from "./look.ts";

/** As many as the map draws one by one; where more match, it shows the server's clusters. */
const MOST = 500;
/** As many as the list asks for at a time. */
const PAGE = 100;
const BINS = 60;
const PAUSE_MS = 90;

export interface Data {
  phase: "loading" | "ready" | "error" | "offline";
  error: string;
  incidents: Incident[];
  matched: number;
  clusters: Cluster[];
  /** Incidents that the map draws one by one. */
  drawn: Incident[];
  /** How many pass the filters but have no place on the map. */
  unplaced: number;
  /** There are more in the list than were asked for yet. */
  more: boolean;
  bins: Bin[];
  facets: Facets;
  /** Goes up with every answer. */
  version: number;
}

const EMPTY: Data = {
  phase: "loading",
  error: "",
  incidents: [],
  matched: 0,
  clusters: [],
  drawn: [],
  unplaced: 0,
  more: false,
  bins: [],
  facets: {},
  version: 0,
};

export class Loader {
  data: Data = EMPTY;
  readonly #listeners = new Set<(data: Data) => void>();
  #look: Look | null = null;
  #asked: AbortController | null = null;
  #timer = 0;
  #frozen = false;
  #next: string | null = null;
  #paging = false;

  constructor(
    private readonly client: Client,
    private readonly store: Store,
    /** Waits until what was told last is on the screen. */
    private readonly painted: () => Promise<void>,
  ) {
    store.subscribe((state, before) => {
      if (FILTERS.some((key) => state[key] !== before[key])) this.refresh();
    });
    window.addEventListener("online", () => {
      if (this.data.phase === "offline" || this.data.phase === "error") this.refresh(0);
    });
  }

  subscribe(listener: (data: Data) => void): void {
    this.#listeners.add(listener);
  }

  /** The map looks elsewhere. */
  look(look: Look): void {
    const same = JSON.stringify(look) === JSON.stringify(this.#look);
    const first = !this.#look;
    this.#look = look;
    if (first) void this.#load();
    else if (!same) this.refresh();
  }

  /** The map shows the same at another zoom: clusters for that one, the rest stays. */
  async regroup(zoom: number): Promise<void> {
    if (!this.#look || this.#look.zoom === zoom || this.data.matched <= MOST) return;
    this.#look = { ...this.#look, zoom };
    const asked = this.#asked;
    try {
      const parameters = filterParameters(this.store.state, this.#look.bbox);
      const { clusters, singles } = await this.client.clusters(parameters, zoom, asked?.signal);
      if (asked === this.#asked) this.#become({ clusters, drawn: singles });
    } catch {
      // those of the other zoom stay
    }
  }

  /** The next incidents of the list, after those that are there. */
  async more(): Promise<void> {
    if (!this.#next || this.#paging || this.data.phase !== "ready") return;
    const asked = this.#asked;
    this.#paging = true;
    try {
      const found = await this.client.next(this.#next, asked?.signal);
      if (asked !== this.#asked) return;
      this.#next = nextOf(found);
      this.#become({ incidents: [...this.data.incidents, ...found.features], more: this.#next !== null });
    } catch {
      // the end of the list stays where it is: scrolling on asks again
    } finally {
      this.#paging = false;
    }
  }

  /** Shows given incidents in place of the service's, until `release`. */
  hold(incidents: Incident[]): void {
    this.#frozen = true;
    this.#asked?.abort();
    this.#become({
      phase: "ready",
      incidents,
      matched: incidents.length,
      clusters: [],
      drawn: incidents,
      unplaced: 0,
      more: false,
      bins: daily(incidents),
      facets: counted(incidents),
      version: this.data.version + 1,
    });
  }

  release(): void {
    this.#frozen = false;
    this.refresh(0);
  }

  refresh(pause = PAUSE_MS): void {
    if (this.#frozen) return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#load(), pause);
  }

  async #load(): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.#become({ phase: "loading" });
    try {
      const tell = (part: Partial<Data>) => {
        if (!asked.signal.aborted) this.#become(part);
      };
      const part = await this.#ask(
        this.store.state,
        this.#look ?? { bbox: null, zoom: worldZoom(window.innerWidth) },
        asked.signal,
        tell,
      );
      tell({ ...part, phase: "ready", error: "" });
    } catch (error) {
      if (asked.signal.aborted) return;
      const offline = error instanceof ServiceError && error.status === 0;
      const kept = offline && this.data.version > 0 && this.data.incidents.length > 0;
      this.#become({
        phase: kept ? "offline" : "error",
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /** `tell`: what is there first, the marks, before the rest has come. */
  async #ask(
    state: State,
    { bbox, zoom }: Look,
    signal: AbortSignal,
    tell: (part: Partial<Data>) => void,
  ): Promise<Partial<Data>> {
    const parameters = filterParameters(state, bbox);
    const grouping = this.client.clusters(parameters, zoom, signal);
    const further = () => {
      const listing = this.client.incidents(parameters, PAGE, signal);
      const timeline = this.client.histogram(filterParameters(state, bbox, { dates: false }), BINS, signal);
      const facets = this.client.facets(parameters, signal);
      // awaited last: an error of theirs must not go unseen when the first answer fails
      for (const later of [listing, timeline, facets]) later.catch(() => undefined);
      return { listing, timeline, facets };
    };
    // the first marks come alone: service and page have their hands free for them
    const asked = this.data.version > 0 ? further() : null;
    const grouped = await grouping;
    const many = grouped.matched > MOST;
    if (many) {
      tell({ clusters: grouped.clusters, drawn: grouped.singles, matched: grouped.matched });
      if (!asked) await this.painted();
    }
    const { listing, timeline, facets } = asked ?? further();
    const found = await listing;
    const incidents = found.features;
    this.#next = nextOf(found);
    while (!many && this.#next) {
      const page = await this.client.next(this.#next, signal);
      incidents.push(...page.features);
      this.#next = nextOf(page);
    }
    return {
      incidents,
      matched: found.numberMatched,
      unplaced: grouped.unlocated,
      more: this.#next !== null,
      ...(many ? {} : { clusters: [], drawn: incidents }),
      bins: (await timeline).bins,
      facets: renamed(await facets),
      version: this.data.version + 1,
    };
  }

  #become(part: Partial<Data>): void {
    this.data = { ...this.data, ...part };
    for (const listener of this.#listeners) listener(this.data);
  }
}

/** The address of the next page, by the service's own link. */
function nextOf({ links }: IncidentCollection): string | null {
  return links?.find(({ rel }) => rel === "next")?.href ?? null;
}

/** Counts by value, as the service gives them. */
function counted(incidents: readonly Incident[]): Facets {
  const facets: Facets = { type: {}, status: {}, country: {}, precision: {} };
  for (const { properties } of incidents) {
    for (const [name, counts] of Object.entries(facets)) {
      const value = properties[name];
      if (typeof value === "string" && value) counts[value] = (counts[value] ?? 0) + 1;
    }
  }
  return facets;
}

/** One bin a day on which something happened. */
function daily(incidents: readonly Incident[]): Bin[] {
  const days = new Map<string, number>();
  for (const { properties } of incidents) {
    const day = properties.start?.slice(0, 10);
    if (day) days.set(day, (days.get(day) ?? 0) + 1);
  }
  const bin = ([day, count]: [string, number]): Bin => ({ start: `${day}T00:00Z`, end: `${day}T23:59Z`, count });
  return [...days].sort().map(bin);
}

const PLURALS: Record<string, string> = {
  types: "type",
  statuses: "status",
  countries: "country",
  precisions: "precision",
  sources: "source",
};

/** The facets by the name of the parameter that they fill. */
function renamed(facets: Facets): Facets {
  return Object.fromEntries(Object.entries(facets).map(([name, counts]) => [PLURALS[name] ?? name, counts]));
}

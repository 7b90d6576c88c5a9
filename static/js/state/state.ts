// The whole of what a view of the page is; everything on the screen follows from it and from the data it asks for.

export interface MapView {
  lat: number;
  lon: number;
  zoom: number;
}

/** What the user drew to look inside: a box, a circle (kilometres) or a polygon of [lon, lat]. */
export type Area =
  | { kind: "box"; bbox: [number, number, number, number] }
  | { kind: "circle"; lat: number; lon: number; km: number }
  | { kind: "polygon"; ring: [number, number][] };

export interface State {
  /** null: the map shows all that was found. */
  view: MapView | null;
  types: string[];
  /** Empty: occurred and claimed. */
  statuses: string[];
  /** Days, both inclusive, "" for open. */
  from: string;
  to: string;
  countries: string[];
  sources: string[];
  precisions: string[];
  q: string;
  /** Only what has no place on the map. */
  unplaced: boolean;
  area: Area | null;
  selected: string | null;
  actor: string;
  theme: "auto" | "light" | "dark";
  lang: string;
  asOf: string;
  /** Options of an embedded map. */
  title: string;
  hide: string[];
  /** The small map that shows where the view lies. */
  locator: boolean;
}

export const INITIAL: State = {
  view: null,
  types: [],
  statuses: [],
  from: "",
  to: "",
  countries: [],
  sources: [],
  precisions: [],
  q: "",
  unplaced: false,
  area: null,
  selected: null,
  actor: "",
  theme: "auto",
  lang: "",
  asOf: "",
  title: "",
  hide: [],
  locator: false,
};

export const DEFAULT_STATUSES: readonly string[] = ["occurred", "claimed"];

/** The statuses that are shown. */
export const shownStatuses = (state: State): readonly string[] =>
  state.statuses.length ? state.statuses : DEFAULT_STATUSES;

/** The parts of the state that decide which incidents there are, apart from where the map looks. */
export const FILTERS = [
  "types",
  "statuses",
  "from",
  "to",
  "countries",
  "sources",
  "precisions",
  "q",
  "unplaced",
  "area",
  "actor",
  "asOf",
] as const satisfies readonly (keyof State)[];

/** How many filters are set. */
export function filtersSet(state: State): number {
  return FILTERS.filter((key) => {
    const value = state[key];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  }).length;
}

/** A list with a member put in or taken out. */
export function toggled(list: readonly string[], member: string): string[] {
  return list.includes(member) ? list.filter((item) => item !== member) : [...list, member];
}

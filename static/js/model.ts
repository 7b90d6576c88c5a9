// What the service sends, as far as the page reads it.

export type Status = "occurred" | "claimed" | "planned" | "historical" | "threatened" | "hypothetical" | "denied";
export type Precision = "exact" | "place" | "near" | "district" | "region" | "country" | "sea";

export const AREAL: ReadonlySet<string> = new Set(["district", "region", "country", "sea"]);

/** An incident's flat properties; every text comes from outside and is only ever shown as text. */
export interface Properties {
  type: string;
  group: string;
  label: string;
  status: Status;
  title: string;
  place: string | null;
  country: string | null;
  precision: Precision | null;
  radius_km: number | null;
  place_id: string | null;
  start: string | null;
  end: string | null;
  time_precision: string | null;
  zone: string | null;
  start_utc: string | null;
  end_utc: string | null;
  confidence: number | null;
  sources: number;
  outlets: string | null;
  killed_min: number | null;
  killed_max: number | null;
  wounded_min: number | null;
  wounded_max: number | null;
  actors: string | null;
  attribution: string | null;
  excerpt: string | null;
  updated: string | null;
  [key: string]: unknown;
}

export interface Incident {
  type: "Feature";
  id: string;
  geometry: { type: "Point"; coordinates: [number, number] } | null;
  properties: Properties;
}

export interface IncidentCollection {
  type: "FeatureCollection";
  features: Incident[];
  numberMatched: number;
  links?: { rel: string; href: string }[];
}

export type MarkKind = "trigger" | "place" | "time" | "quantity" | "actor" | "attribution";

export interface Segment {
  text: string;
  mark: MarkKind | null;
}

export interface RunnerUp {
  name: string;
  country: string | null;
  lat: number;
  lon: number;
  score: number;
}

export interface Report {
  id: string;
  article: {
    id: string;
    title: string | null;
    source: string | null;
    url: string | null;
    published: string | null;
    retrieved?: string | null;
    links?: string[];
  };
  type: string;
  status: Status;
  segments: Segment[];
  attribution: { text: string; kind: string }[];
  participants: { text: string; role: string }[];
  quantities: { text: string; unit: string; min: number; max: number | null }[];
  location: {
    name: string;
    lat: number;
    lon: number;
    precision: Precision;
    radius_km: number;
    country: string | null;
    reason: string;
    runners_up?: RunnerUp[];
  } | null;
  time: { start: string; end: string; precision: string; reason: string } | null;
  confidence: number;
  reason: string;
  extractor?: string;
}

export interface IncidentDetail extends Incident {
  reports: Report[];
  /** Incidents that hang together with it by containment or kinship of type. */
  related?: { id: string; title: string; why: string }[];
}

export interface Cluster {
  count: number;
  lat: number;
  lon: number;
  types: Record<string, number>;
  bbox: Bbox | null;
}

/** West, south, east, north in degrees. */
export type Bbox = [number, number, number, number];

export interface Bin {
  start: string;
  end: string;
  count: number;
}

export type Facets = Record<string, Record<string, number>>;

export interface FoundPlace {
  name: string;
  country: string | null;
  lat: number;
  lon: number;
  bbox?: Bbox | null;
  place_id?: string | null;
}

export interface Found {
  places: FoundPlace[];
  incidents: { id: string; title: string; start?: string | null }[];
  actors: { key?: string; name: string; count?: number }[];
}

export interface GroupLegend {
  label: string;
  shape: "circle" | "square" | "diamond" | "hexagon";
  color: { light: string; dark: string };
}

export interface Legend {
  groups: Record<string, GroupLegend>;
  statuses: Record<string, { label: string; outline: string; fill: string }>;
  types: Record<string, { label: string; group: string; glyph: string; definition: string }>;
  glyphs: Record<string, { stroke?: string; fill?: string }>;
}

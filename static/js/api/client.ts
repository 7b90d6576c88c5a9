// The one module that fetches. Addresses are relative to the page, so that a proxy's prefix needs no setting.
import type { Bbox, Bin, Cluster, Facets, Found, Incident, IncidentCollection, IncidentDetail } from "../model.ts";
import type { Extraction } from "./extracted.ts";

/** What the service said was wrong (RFC 9457), or that it could not be reached (`status` 0). */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly problem: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export interface Answer<T> {
  body: T;
  status: number;
}

const ACCEPT = { Accept: "application/json" };

/** What was asked before the page's own code was there: one address with its answer. */
interface Early {
  /** null: the page's own code is there and asks itself. */
  askedEarly?: { path: string; response: Promise<Response> } | null;
}

/** Asks for what the page is going to ask for first, so that the answer is there when the page's code is. */
export function askEarly(page: Early, path: string): void {
  if (page.askedEarly !== undefined) return;
  const response = fetch(path, { headers: ACCEPT });
  // who takes it sees the error
  response.catch(() => undefined);
  page.askedEarly = { path, response };
}

/** The answer that was asked for early, once. */
function early(path: string): Promise<Response> | undefined {
  const page = globalThis as Early;
  const asked = page.askedEarly;
  page.askedEarly = null;
  return asked?.path === path ? asked.response : undefined;
}

async function ask<T>(path: string, options: RequestInit = {}, see?: (response: Response) => void): Promise<T> {
  let response: Response;
  try {
    response = await (early(path) ?? fetch(path, { ...options, headers: { ...ACCEPT, ...options.headers } }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ServiceError(0, "The service cannot be reached.");
  }
  see?.(response);
  const text = await response.text();
  const body = text ? JSON.parse(text) : null;
  if (!response.ok) throw new ServiceError(response.status, body?.detail ?? body?.title ?? response.statusText, body);
  return body;
}

const address = (path: string, parameters: URLSearchParams): string => `${path}?${parameters}`;

/** Where the clusters of a zoom are. */
export function clustersAddress(parameters: URLSearchParams, zoom: number): string {
  const put = new URLSearchParams(parameters);
  put.set("zoom", String(zoom));
  return address("clusters", put);
}

export class Client {
  /** The version of each incident as it was last seen: a review is of what the reviewer saw. */
  readonly #versions = new Map<string, string>();

  incidents(parameters: URLSearchParams, limit: number, signal?: AbortSignal): Promise<IncidentCollection> {
    const put = new URLSearchParams(parameters);
    put.set("limit", String(limit));
    return ask(address("incidents.geojson", put), { signal });
  }

  /** A further page, by the address that the page before it gave: its query counts, not the host it was told with. */
  next(link: string, signal?: AbortSignal): Promise<IncidentCollection> {
    return ask(`incidents.geojson${new URL(link, document.baseURI).search}`, { signal });
  }

  async incident(id: string, signal?: AbortSignal): Promise<IncidentDetail> {
    let version = "";
    const see = (response: Response) => {
      version = response.headers.get("ETag") ?? "";
    };
    const path = `collections/incidents/items/${encodeURIComponent(id)}?f=json`;
    const detail = await ask<IncidentDetail>(path, { signal }, see);
    // by its own id: that of an incident which took up the one asked for
    this.#versions.set(detail.id, version);
    return detail;
  }

  async clusters(parameters: URLSearchParams, zoom: number, signal?: AbortSignal) {
    const found = await ask<{ features: ClusterFeature[]; numberMatched: number; unlocated?: number }>(
      clustersAddress(parameters, zoom),
      { signal },
    );
    const clusters: Cluster[] = [];
    const singles: Incident[] = [];
    for (const feature of found.features) {
      if (!feature.properties.cluster) singles.push(feature as unknown as Incident);
      else clusters.push(clusterOf(feature));
    }
    return { clusters, singles, matched: found.numberMatched, unlocated: found.unlocated ?? 0 };
  }

  histogram(parameters: URLSearchParams, bins: number, signal?: AbortSignal): Promise<{ bins: Bin[] }> {
    const put = new URLSearchParams(parameters);
    put.set("bins", String(bins));
    return ask(address("histogram", put), { signal });
  }

  facets(parameters: URLSearchParams, signal?: AbortSignal): Promise<Facets> {
    return ask(address("facets", parameters), { signal });
  }

  search(q: string, signal?: AbortSignal): Promise<Found> {
    return ask(address("search", new URLSearchParams({ q })), { signal });
  }

  /** Ways of the actors that pass the filter, in order of time. */
  tracks(parameters: URLSearchParams): Promise<GeoJSON.FeatureCollection> {
    return ask(address("tracks", parameters));
  }

  place(id: string): Promise<GeoJSON.Feature> {
    return ask(`collections/places/items/${encodeURIComponent(id)}?f=json`);
  }

  changes(since: number, limit: number): Promise<Changes> {
    return ask(address("changes", new URLSearchParams({ since: String(since), limit: String(limit) })));
  }

  /** Events of a text, read but not stored. */
  extract(article: Record<string, unknown>, signal?: AbortSignal): Promise<Extraction> {
    return ask("extract", { ...post(article), signal });
  }

  store(article: Record<string, unknown>, token: string): Promise<Record<string, unknown>> {
    return ask("articles", post(article, token));
  }

  /** Writes a review of an incident's report; refused with 409 where the incident has changed since it was seen. */
  review(incident: string, review: Review, token: string): Promise<{ review: { id: number } }> {
    const seen = this.#versions.get(incident) ?? "";
    const see = (response: Response) =>
      response.ok && this.#versions.set(incident, response.headers.get("ETag") ?? seen);
    const { headers, ...rest } = post({ ...review }, token);
    return ask("reviews", { ...rest, headers: { ...(headers as Record<string, string>), "If-Match": seen } }, see);
  }

  /** A file that belongs to the page itself. */
  file<T>(path: string): Promise<T> {
    return ask(path);
  }
}

export interface Changes {
  next: number;
  more: boolean;
  /** The newest number of all. */
  last: number;
  changes: Change[];
}

export interface Change {
  id: string;
  kind: "new" | "changed" | "gone";
  feature?: Incident | null;
}

export interface Review {
  report_id: string;
  action: string;
  value?: Record<string, unknown>;
  why?: string;
}

interface ClusterFeature {
  geometry: { coordinates: [number, number] };
  properties: { cluster?: boolean; count: number; types: Record<string, number>; bbox?: Bbox };
}

function clusterOf({ geometry, properties }: ClusterFeature): Cluster {
  const [lon, lat] = geometry.coordinates;
  return { lat, lon, count: properties.count, types: properties.types ?? {}, bbox: properties.bbox ?? null };
}

function post(body: Record<string, unknown>, token = ""): RequestInit {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  return { method: "POST", body: JSON.stringify(body), headers };
}

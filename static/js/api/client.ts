// The one module that fetches. Addresses are relative to the page, so that a proxy's prefix needs no setting.
import type { Bbox, Bin, Cluster, Facets, Found, Incident, IncidentCollection, IncidentDetail } from "../model.ts";

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

async function ask<T>(path: string, options: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ServiceError(0, "The service cannot be reached.");
  }
  const text = await response.text();
  const body = text ? JSON.parse(text) : null;
  if (!response.ok) throw new ServiceError(response.status, body?.detail ?? body?.title ?? response.statusText, body);
  return body;
}

const address = (path: string, parameters: URLSearchParams): string => `${path}?${parameters}`;

export class Client {
  incidents(parameters: URLSearchParams, limit: number, signal?: AbortSignal): Promise<IncidentCollection> {
    const put = new URLSearchParams(parameters);
    put.set("limit", String(limit));
    return ask(address("incidents.geojson", put), { signal });
  }

  incident(id: string, signal?: AbortSignal): Promise<IncidentDetail> {
    return ask(`collections/incidents/items/${encodeURIComponent(id)}?f=json`, { signal });
  }

  async clusters(parameters: URLSearchParams, zoom: number, signal?: AbortSignal) {
    const put = new URLSearchParams(parameters);
    put.set("zoom", String(zoom));
    const found = await ask<{ features: ClusterFeature[]; numberMatched?: number }>(address("clusters", put), {
      signal,
    });
    const clusters: Cluster[] = [];
    const singles: Incident[] = [];
    for (const feature of found.features) {
      if (!feature.properties.cluster) singles.push(feature as unknown as Incident);
      else clusters.push(clusterOf(feature));
    }
    return { clusters, singles };
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

  tracks(actor: string, signal?: AbortSignal): Promise<GeoJSON.FeatureCollection> {
    return ask(address("tracks", new URLSearchParams({ actor })), { signal });
  }

  place(id: string): Promise<GeoJSON.Feature> {
    return ask(`collections/places/items/${encodeURIComponent(id)}?f=json`);
  }

  changes(since: number | string): Promise<Changes> {
    return ask(address("changes", new URLSearchParams({ since: String(since) })));
  }

  /** Events of a text, read but not stored. */
  extract(
    article: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<IncidentCollection & { features: IncidentDetail[] }> {
    return ask("extract", { ...post(article), signal });
  }

  store(article: Record<string, unknown>, token: string): Promise<Record<string, unknown>> {
    return ask("articles", post(article, token));
  }

  review(review: Record<string, unknown>, token: string): Promise<Record<string, unknown>> {
    return ask("reviews", post(review, token));
  }

  /** A file that belongs to the page itself. */
  file<T>(path: string): Promise<T> {
    return ask(path);
  }
}

export interface Changes {
  next?: number | string;
  latest?: number | string;
  last?: number | string;
  changes?: unknown[];
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

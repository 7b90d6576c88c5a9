// State → the parameters of the service's addresses.
import type { Bbox } from "../model.ts";
import { interval } from "../state/address.ts";
import type { Area, State } from "../state/state.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const KM_PER_DEGREE = 111.2;

/** The filters as parameters; `bbox` is the part of the world looked at, null for all of it. */
export function filterParameters(state: State, bbox: Bbox | null, { dates = true } = {}): URLSearchParams {
  const put = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value) put.set(name, value);
  };
  const box = state.area ? boundsOfArea(state.area) : bbox;
  if (state.unplaced) set("located", "false");
  else if (box) set("bbox", box.map((side) => Number(side.toFixed(4))).join(","));
  if (dates) set("datetime", interval(state));
  set("type", state.types.join(","));
  set("status", state.statuses.join(","));
  set("country", state.countries.join(","));
  set("source", state.sources.join(","));
  set("precision", state.precisions.join(","));
  set("q", state.q);
  set("actor", state.actor);
  const conditions: string[] = [];
  if (state.area && state.area.kind !== "box" && !state.unplaced)
    conditions.push(`S_INTERSECTS(geometry,${wktOf(state.area)})`);
  if (INSTANT.test(state.asOf)) conditions.push(`updated <= TIMESTAMP('${state.asOf}')`);
  if (conditions.length) {
    set("filter", conditions.join(" AND "));
    set("filter-lang", "cql2-text");
  }
  return put;
}

export function boundsOfArea(area: Area): Bbox {
  if (area.kind === "box") return area.bbox;
  const ring = ringOf(area);
  const lons = ring.map((point) => point[0]);
  const lats = ring.map((point) => point[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** The outline of an area as [lon, lat], closed. */
export function ringOf(area: Area): [number, number][] {
  if (area.kind === "polygon") return [...area.ring, area.ring[0]!];
  if (area.kind === "box") {
    const [west, south, east, north] = area.bbox;
    return [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
  }
  const up = area.km / KM_PER_DEGREE;
  const across = up / Math.max(0.05, Math.cos((area.lat * Math.PI) / 180));
  return Array.from({ length: 37 }, (_, i) => {
    const angle = (i % 36) * 10 * (Math.PI / 180);
    return [area.lon + across * Math.cos(angle), area.lat + up * Math.sin(angle)];
  });
}

function wktOf(area: Area): string {
  return `POLYGON((${ringOf(area)
    .map(([lon, lat]) => `${lon.toFixed(4)} ${lat.toFixed(4)}`)
    .join(",")}))`;
}

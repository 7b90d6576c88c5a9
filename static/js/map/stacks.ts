// Incidents that would lie on each other become one mark: the same place, or nearer than a mark is wide.
import { AREAL, type Incident } from "../model.ts";
import { pixelOf } from "./project.ts";

export interface Stack {
  incidents: Incident[];
  lat: number;
  lon: number;
  /** All at one place: opens them one after the other. Else a cluster to zoom into. */
  onePlace: boolean;
  areal: boolean;
}

export const placeKey = ({ geometry, properties }: Incident): string =>
  properties.place_id && AREAL.has(properties.precision ?? "")
    ? properties.place_id
    : (geometry?.coordinates.map((value) => value.toFixed(4)).join(" ") ?? "");

/** Zoom up to which areas are as good as points. */
const AREAS_MEET = 4;

/** `near`: pixels. Incidents without a point are left out. Areas stack with their own place alone, but of far away. */
export function stacksOf(incidents: readonly Incident[], zoom: number, near: number): Stack[] {
  const places = new Map<string, Stack>();
  for (const incident of incidents) {
    if (!incident.geometry) continue;
    const [lon, lat] = incident.geometry.coordinates;
    const areal = AREAL.has(incident.properties.precision ?? "");
    const key = `${areal}${placeKey(incident)}`;
    const found = places.get(key);
    if (found) found.incidents.push(incident);
    else places.set(key, { incidents: [incident], lat, lon, onePlace: true, areal });
  }
  const kept: (Stack & { x: number; y: number })[] = [];
  const order = [...places.values()].sort((a, b) => b.incidents.length - a.incidents.length);
  for (const stack of order) {
    const [x, y] = pixelOf(stack.lat, stack.lon, zoom);
    const meets = (other: Stack) => zoom <= AREAS_MEET || (!stack.areal && !other.areal);
    const host = kept.find((other) => meets(other) && Math.hypot(other.x - x, other.y - y) < near);
    if (!host) kept.push({ ...stack, incidents: [...stack.incidents], x, y });
    else {
      host.incidents.push(...stack.incidents);
      host.onePlace = false;
      host.areal &&= stack.areal;
    }
  }
  return kept;
}

export function typesOf(incidents: readonly Incident[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { properties } of incidents) counts[properties.type] = (counts[properties.type] ?? 0) + 1;
  return counts;
}

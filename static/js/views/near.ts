// What hangs together with an incident, and what lies near it in space and time among what is loaded.
import { AREAL, type Incident, type IncidentDetail } from "../model.ts";
import { type Context, titleOf } from "./context.ts";

export interface Neighbour {
  id: string;
  title: string;
  /** Why it hangs together; null where it is only near. */
  why: string | null;
  /** As it is loaded; null where the list does not have it. */
  incident: Incident | null;
}

/** Kilometres, with days as `distance` counts them. */
const NEAR = 80;

export function neighboursOf(context: Context, detail: IncidentDetail, most: number, farthest = NEAR): Neighbour[] {
  const others = context.loader.data.incidents.filter(({ id }) => id !== detail.id);
  const related = (detail.related ?? []).map(({ id, title, why }) => {
    const incident = others.find((other) => other.id === id) ?? null;
    return { id, title: incident ? titleOf(context, incident) : title, why, incident };
  });
  const known = new Set(related.map(({ id }) => id));
  const near = others
    .filter(({ id }) => !known.has(id))
    .map((incident) => ({ incident, far: distance(detail, incident) }))
    .filter(({ far }) => far < farthest)
    .sort((a, b) => a.far - b.far)
    .map(({ incident }) => ({ id: incident.id, title: titleOf(context, incident), why: null, incident }));
  return [...related, ...near].slice(0, most);
}

/** Kilometres, with three more for each day between. */
function distance(a: Incident, b: Incident): number {
  if (!a.geometry || !b.geometry || AREAL.has(b.properties.precision ?? "")) return Infinity;
  const [[lonA, latA], [lonB, latB]] = [a.geometry.coordinates, b.geometry.coordinates];
  const km = 111.2 * Math.hypot(latA - latB, (lonA - lonB) * Math.cos((latA * Math.PI) / 180));
  const days =
    a.properties.start && b.properties.start
      ? Math.abs(Date.parse(a.properties.start) - Date.parse(b.properties.start)) / 86_400_000
      : 5;
  return km + 3 * days;
}

// Address ↔ state. Unknown and broken parameters are ignored, since links are shared with all sorts of additions.
import { type Area, INITIAL, type MapView, type State } from "./state.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const list = (text: string | null): string[] => (text ? [...new Set(text.split(",").filter(Boolean))] : []);
const day = (text: string | undefined): string => (text && DAY.test(text) ? text : "");
const short = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

export function stateFromQuery(query: string): State {
  const get = new URLSearchParams(query);
  const [from, to] = (get.get("datetime") ?? "").split("/");
  const theme = get.get("theme");
  return {
    ...INITIAL,
    view: viewOf(get),
    types: list(get.get("type")),
    statuses: list(get.get("status")),
    from: day(from),
    to: day(to ?? from),
    countries: list(get.get("country")),
    sources: list(get.get("source")),
    precisions: list(get.get("precision")),
    q: get.get("q") ?? "",
    unplaced: get.get("located") === "false",
    area: areaOf(get.get("area") ?? ""),
    selected: get.get("id"),
    actor: get.get("actor") ?? "",
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    lang: get.get("lang") ?? "",
    asOf: get.get("as_of") ?? "",
    title: get.get("title") ?? "",
    hide: list(get.get("hide")),
    locator: get.get("locator") === "true",
  };
}

export function queryFromState(state: State): string {
  const put = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value) put.set(name, value);
  };
  if (state.view) {
    set("z", short(state.view.zoom, 2));
    set("lat", short(state.view.lat, 4));
    set("lon", short(state.view.lon, 4));
  }
  set("type", state.types.join(","));
  set("status", state.statuses.join(","));
  set("datetime", interval(state));
  set("country", state.countries.join(","));
  set("source", state.sources.join(","));
  set("precision", state.precisions.join(","));
  set("q", state.q);
  set("located", state.unplaced ? "false" : "");
  set("area", state.area ? areaText(state.area) : "");
  set("id", state.selected ?? "");
  set("actor", state.actor);
  set("theme", state.theme === "auto" ? "" : state.theme);
  set("lang", state.lang);
  set("as_of", state.asOf);
  set("title", state.title);
  set("hide", state.hide.join(","));
  set("locator", state.locator ? "true" : "");
  return put.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
}

/** OGC's interval of days: "2026-11-01/2026-11-07", open ends as "..". */
export function interval(state: Pick<State, "from" | "to">): string {
  if (!state.from && !state.to) return "";
  return `${state.from || ".."}/${state.to || ".."}`;
}

function viewOf(get: URLSearchParams): MapView | null {
  const [zoom, lat, lon] = ["z", "lat", "lon"].map((name) => Number.parseFloat(get.get(name) ?? ""));
  if (![zoom, lat, lon].every(Number.isFinite)) return null;
  return { zoom: Math.min(14, Math.max(0.5, zoom!)), lat: Math.max(-85, Math.min(85, lat!)), lon: lon! };
}

function areaOf(text: string): Area | null {
  const [kind, rest = ""] = text.split(":");
  const numbers = rest.split(" ").map(Number);
  if (!numbers.every(Number.isFinite)) return null;
  if (kind === "box" && numbers.length === 4) return { kind, bbox: numbers as [number, number, number, number] };
  if (kind === "circle" && numbers.length === 3) return { kind, lat: numbers[0]!, lon: numbers[1]!, km: numbers[2]! };
  if (kind !== "polygon" || numbers.length < 6 || numbers.length % 2) return null;
  const ring: [number, number][] = [];
  for (let i = 0; i < numbers.length; i += 2) ring.push([numbers[i]!, numbers[i + 1]!]);
  return { kind, ring };
}

function areaText(area: Area): string {
  const numbers =
    area.kind === "box" ? area.bbox : area.kind === "circle" ? [area.lat, area.lon, area.km] : area.ring.flat();
  return `${area.kind}:${numbers.map((number) => short(number, 4)).join(" ")}`;
}

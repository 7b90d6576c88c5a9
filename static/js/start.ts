// What the page and the frame have in common at their start: legend, language, theme, map and data.
import LEGEND from "../legend.json" with { type: "json" };
import { Client } from "./api/client.ts";
import { Fresh, passes } from "./data/fresh.ts";
import { type Data, Loader } from "./data/loader.ts";
import { clusterZoom, firstLook, worldZoom } from "./data/look.ts";
import { applyColours } from "./draw/symbols.ts";
import { Basemap } from "./map/basemap.ts";
import { Outlines } from "./map/outlines.ts";
import { configuredTiles, type TileSource } from "./map/tilesource.ts";
import { type MapEvents, MapView } from "./map/view.ts";
import type { Incident, Legend } from "./model.ts";
import { painted } from "./painted.ts";
import { Store } from "./state/store.ts";
import { chosenLanguage, loadStrings, type Strings } from "./text/strings.ts";
import { titleOf } from "./views/context.ts";

/** The marks have the processor to themselves at first; a ground without any is better than none. */
const GROUND_MS = 500;

export interface Base {
  store: Store;
  client: Client;
  loader: Loader;
  fresh: Fresh;
  legend: Legend;
  strings: Strings;
  basemap: () => Basemap;
  tiles: TileSource | null;
}

export async function openBase(page: Window): Promise<Base> {
  const client = new Client();
  const store = new Store(page);
  const lang = chosenLanguage(store.state.lang, page.navigator.languages);
  let begun: Basemap | null = null;
  const basemap = () => {
    begun ??= new Basemap(client, lang);
    return begun;
  };
  const loader = new Loader(client, store, () => painted(page));
  // what does not hang on the map's size is asked for before anything is drawn
  const first = firstLook(store.state, page.innerWidth);
  if (first) loader.look(first);
  const strings = await loadStrings(lang);
  const root = page.document.documentElement;
  root.lang = strings.lang;
  root.dir = strings.direction;
  const tiles = configuredTiles(page.document);
  const fresh = new Fresh();
  return { client, store, basemap, tiles, legend: LEGEND as unknown as Legend, strings, loader, fresh };
}

/** Follows the state's theme, or the system's. */
export function followTheme({ store, legend }: Base, page: Window, apply: (dark: boolean) => void): void {
  const system = page.matchMedia("(prefers-color-scheme: dark)");
  const root = page.document.documentElement;
  const update = () => {
    const { theme } = store.state;
    const dark = theme === "dark" || (theme === "auto" && system.matches);
    root.dataset.theme = dark ? "dark" : "light";
    applyColours(legend, dark, root);
    apply(dark);
  };
  system.addEventListener("change", update);
  store.subscribe((state, before) => {
    if (state.theme !== before.theme) update();
  });
  update();
}

/** The map and the state follow each other; data are asked for where the map looks. */
export function openMap(
  base: Base,
  host: HTMLElement,
  covered: () => [number, number, number, number],
  events: Omit<MapEvents, "moved" | "titleOf">,
): MapView {
  const { store, loader, fresh, client, legend, strings, basemap } = base;
  const view = new MapView({
    host,
    legend,
    strings,
    basemap,
    covered,
    shapes: new Outlines(client),
    first: store.state.view,
    worldZoom: worldZoom(window.innerWidth),
    tiles: base.tiles,
    whole: () => !store.state.view,
    fresh: (id) => fresh.level(id),
    events: {
      ...events,
      titleOf: (incident) => titleOf(base, incident),
      moved: (look, bbox) => {
        store.set({ view: look });
        loader.look({ bbox, zoom: clusterZoom(look.zoom) });
      },
    },
  });
  let fitted = false;
  let shown: readonly Incident[] | null = null;
  const lookAgain = () => {
    const { view: asked } = store.state;
    if (asked) view.show(asked);
    const world = firstLook(store.state, window.innerWidth);
    loader.look(world ?? { bbox: view.bbox(), zoom: clusterZoom(view.look().zoom) });
  };
  store.subscribe((state, before) => {
    view.areas.filter(state.area);
    const moved = JSON.stringify(state.view) !== JSON.stringify(before.view);
    const here = view.look();
    if (!moved) return;
    if (!state.view) fitted = false;
    const apart =
      state.view &&
      (Math.abs(state.view.lat - here.lat) > 1e-3 ||
        Math.abs(state.view.lon - here.lon) > 1e-3 ||
        Math.abs(state.view.zoom - here.zoom) > 0.01);
    if (!state.view || apart) lookAgain();
  });
  // among clusters, too, what has just come in has a mark of its own
  const withFresh = ({ drawn, clusters }: Data): Incident[] => {
    const there = new Set(drawn.map(({ id }) => id));
    const more = clusters.length ? fresh.incidents.filter((one) => !there.has(one.id) && passes(store.state, one)) : [];
    return more.length ? [...drawn, ...more] : drawn;
  };
  fresh.subscribe(() => view.draw(withFresh(loader.data), loader.data.clusters));
  const draw = (data: Data): void => {
    if (data.drawn === shown) return;
    shown = data.drawn;
    const first = !store.state.view && !fitted && data.matched > 0;
    if (first) fitted = true;
    view.draw(withFresh(data), data.clusters, first);
    if (first) void loader.regroup(clusterZoom(view.look().zoom));
  };
  loader.subscribe(draw);
  view.areas.filter(store.state.area);
  // they may have come while the reader's language was being loaded
  draw(loader.data);
  lookAgain();
  void marked(loader, GROUND_MS).then(() => {
    void view.ground();
    void view.locate(store.state.locator);
  });
  store.subscribe((state, before) => {
    if (state.locator !== before.locator) void view.locate(state.locator);
  });
  return view;
}

/** Until the first marks are on the screen, or have not come in `most` milliseconds. */
export async function marked(loader: Loader, most: number): Promise<void> {
  const told = ({ phase, drawn, clusters }: Data) => phase !== "loading" || drawn.length + clusters.length > 0;
  if (!told(loader.data)) {
    await new Promise<void>((resolve) => {
      window.setTimeout(resolve, most);
      loader.subscribe((data) => told(data) && resolve());
    });
  }
  if (told(loader.data)) await painted();
}

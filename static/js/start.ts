// What the page and the frame have in common at their start: legend, language, theme, map and data.
import LEGEND from "../legend.json" with { type: "json" };
import { Client } from "./api/client.ts";
import { type Data, Loader } from "./data/loader.ts";
import { applyColours } from "./draw/symbols.ts";
import { Basemap } from "./map/basemap.ts";
import { Outlines } from "./map/outlines.ts";
import { configuredTiles, type TileSource } from "./map/tilesource.ts";
import { FIRST_ZOOM, type MapEvents, MapView } from "./map/view.ts";
import type { Incident, Legend } from "./model.ts";
import { Store } from "./state/store.ts";
import { chosenLanguage, loadStrings, type Strings } from "./text/strings.ts";
import { titleOf } from "./views/context.ts";

export interface Base {
  store: Store;
  client: Client;
  loader: Loader;
  legend: Legend;
  strings: Strings;
  basemap: Basemap;
  tiles: TileSource | null;
}

export async function openBase(page: Window): Promise<Base> {
  const client = new Client();
  const store = new Store(page);
  const lang = chosenLanguage(store.state.lang, page.navigator.languages);
  const basemap = new Basemap(client, lang);
  const loader = new Loader(client, store);
  // what does not hang on the map's size is asked for before anything is drawn
  if (!store.state.view) loader.look({ bbox: null, zoom: FIRST_ZOOM });
  const strings = await loadStrings(lang);
  const root = page.document.documentElement;
  root.lang = strings.lang;
  root.dir = strings.direction;
  const tiles = configuredTiles(page.document);
  return { client, store, basemap, tiles, legend: LEGEND as unknown as Legend, strings, loader };
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
  const { store, loader, client, legend, strings, basemap } = base;
  const view = new MapView({
    host,
    legend,
    strings,
    basemap,
    covered,
    shapes: new Outlines(client),
    first: store.state.view,
    tiles: base.tiles,
    whole: () => !store.state.view,
    events: {
      ...events,
      titleOf: (incident) => titleOf(base, incident),
      moved: (look, bbox) => {
        store.set({ view: look });
        loader.look({ bbox, zoom: look.zoom });
      },
    },
  });
  let fitted = false;
  let shown: readonly Incident[] | null = null;
  const lookAgain = () => {
    const { view: asked } = store.state;
    if (asked) view.show(asked);
    loader.look({ bbox: asked ? view.bbox() : null, zoom: view.look().zoom });
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
  const draw = (data: Data): void => {
    if (data.drawn === shown) return;
    shown = data.drawn;
    const first = !store.state.view && !fitted && data.matched > 0;
    if (first) fitted = true;
    view.draw(data.drawn, data.clusters, first);
  };
  loader.subscribe(draw);
  view.areas.filter(store.state.area);
  // they may have come while the reader's language was being loaded
  draw(loader.data);
  lookAgain();
  return view;
}

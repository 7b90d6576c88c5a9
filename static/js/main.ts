// The page: builds the views and joins them. State goes one way: address → store → views; views only call the store.
import type { Incident } from "./model.ts";
import { buildShell } from "./shell.ts";
import { followTheme, marked, openBase, openMap } from "./start.ts";
import { CardView } from "./views/card.ts";
import type { Context } from "./views/context.ts";
import { drawControls } from "./views/controls.ts";
import { FiltersView } from "./views/filters.ts";
import { LegendView } from "./views/legend.ts";
import { ListView } from "./views/list.ts";
import { SearchView } from "./views/search.ts";
import { Sheet } from "./views/sheet.ts";
import { TimelineView } from "./views/timeline.ts";
import { Tools } from "./views/tools.ts";

const SLOW_MS = 300;
/** The marks come before the list, the filters and the card, but do not hold them up for long. */
const MARKS_MS = 120;

async function start(): Promise<void> {
  const root = document.getElementById("app")!;
  const base = await openBase(window);
  const { store, loader, strings } = base;
  const credit = base.tiles ? `${base.tiles.attribution} · ${strings.t("attribution")}` : strings.t("attribution");
  const shell = buildShell(root, strings, document.title || strings.t("page.title"), credit);
  if (!document.title) document.title = strings.t("page.title");
  const sheet = new Sheet(shell.panel, shell.handle);
  const covered = (): [number, number, number, number] => {
    const stage = shell.map.getBoundingClientRect();
    if (sheet.active) {
      const top = Math.min(
        ...[shell.panel, shell.card, shell.timeline]
          .filter((part) => part.offsetHeight)
          .map((part) => part.getBoundingClientRect().top),
      );
      return [0, 44, stage.bottom - top, 0];
    }
    const legend = shell.legend.offsetWidth > 300 ? shell.legend.offsetHeight : 0;
    if (shell.card.hidden) return strings.direction === "rtl" ? [0, 0, legend, 40] : [0, 40, legend, 0];
    const card = shell.card.getBoundingClientRect();
    const [fromLeft, fromRight] = [card.right - stage.left, stage.right - card.left];
    // the card lies over one end of the map, or over the list and a little of the map
    return fromLeft < fromRight ? [0, 40, legend, Math.max(0, fromLeft)] : [0, Math.max(0, fromRight), legend, 40];
  };
  const later: { list?: ListView; card?: CardView } = {};
  const context: Context = {
    ...base,
    point: (id, from) => (from === "list" ? map.hover(id) : later.list?.hover(id)),
    announce: (text) => {
      shell.live.textContent = text;
    },
  };
  const timeline = new TimelineView(context, shell.timeline);
  const map = openMap(base, shell.map, covered, {
    picked: (incidents) => {
      if (later.card) later.card.pile = incidents;
      store.set({ selected: incidents[0]!.id }, { step: true });
    },
    hovered: (id) => later.list?.hover(id),
  });
  followTheme(base, window, (dark) => map.setDark(dark));
  await marked(loader, MARKS_MS);
  const list = new ListView(context, shell.list, shell.count, shell.state);
  later.list = list;
  const tools = new Tools(context, shell, map);
  const card = new CardView(context, shell.card, {
    closed: () => {
      const was = store.state.selected;
      card.pile = [];
      store.set({ selected: null }, { step: true });
      list.focus(was);
    },
    zoomed: (incident) => zoomTo(incident),
    tools: (detail) => tools.reviewTools(detail),
  });
  later.card = card;
  tools.card = card;
  const legend = new LegendView(context, shell.legend, window.innerWidth >= 1000 && window.innerHeight > 640);
  const views = [list, new FiltersView(context, shell.filters, shell.chips, shell.filtersButton), legend, timeline];
  new SearchView(context, shell.search, {
    goTo: ({ lat, lon, bbox }) => (bbox ? map.fitBounds(bbox) : map.flyTo(lat, lon, 10)),
  });
  drawControls(shell.controls, strings, {
    zoom: (step) => map.zoomBy(step),
    all: () => {
      store.set({ view: null }, { step: true });
    },
    near: () => tools.nearMe(),
    draw: () => tools.draw(),
    full: () =>
      void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  });

  function zoomTo({ geometry, properties }: Incident): void {
    if (!geometry) return;
    const [lon, lat] = geometry.coordinates;
    const km = Math.max(4, properties.radius_km ?? 0);
    const [up, across] = [(km * 1.6) / 111, (km * 1.6) / (111 * Math.max(0.1, Math.cos((lat * Math.PI) / 180)))];
    sheet.low();
    map.fitBounds([lon - across, lat - up, lon + across, lat + up]);
  }

  let selected: string | null = null;
  const select = (): void => {
    const id = store.state.selected;
    if (id === selected) return;
    selected = id;
    list.mark(id);
    shell.card.parentElement?.classList.toggle("with-card", Boolean(id));
    if (!id) {
      card.hide();
      map.select(null, null);
      return;
    }
    const known = loader.data.incidents.find((incident) => incident.id === id) ?? null;
    sheet.half();
    void card.show(id, known, tools.detailOf(id)).then((detail) => {
      if (!detail || store.state.selected !== id) return;
      // merged into another since: that one is shown
      if (detail.id !== id) store.set({ selected: detail.id });
      else if (!known) map.select(id, detail);
    });
    map.select(id, known);
  };
  store.subscribe(select);
  const slow = progressLine(shell.progress);
  loader.subscribe((data) => {
    slow(data.phase === "loading");
    for (const view of views) view.render(data);
    // a card from the address was there before the list: now it knows what is near
    if (data.phase === "ready" && data.version === 1) card.redraw();
    if (data.phase === "ready" && data.version > 1) context.announce(shell.count.textContent ?? "");
    if (selected) map.select(selected, loader.data.incidents.find(({ id }) => id === selected) ?? null);
  });
  base.fresh.subscribe(() => {
    list.age();
    legend.render(loader.data);
  });
  for (const view of views) view.render(loader.data);
  new ResizeObserver(() => map.resized()).observe(shell.map);
  tools.start();
  select();
}

/** A line at the top for anything that takes longer than a blink. */
function progressLine(host: HTMLElement): (busy: boolean) => void {
  let timer = 0;
  return (busy) => {
    window.clearTimeout(timer);
    if (busy) timer = window.setTimeout(() => (host.hidden = false), SLOW_MS);
    else host.hidden = true;
  };
}

void start();

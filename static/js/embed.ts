// The frame for other pages: title, map, timeline, legend and a short card; every option stands in its address.
import { fill, h } from "./draw/dom.ts";
import { markSymbol } from "./draw/symbols.ts";
import type { Incident } from "./model.ts";
import { followTheme, openBase, openMap } from "./start.ts";
import { queryFromState } from "./state/address.ts";
import { dayText, whenText } from "./text/when.ts";
import { type Context, statusLabel, titleOf, typeLabel } from "./views/context.ts";
import { drawControls } from "./views/controls.ts";
import { LegendView } from "./views/legend.ts";
import { ListView } from "./views/list.ts";
import { TimelineView } from "./views/timeline.ts";

/** Pixels of height in which a map can be read; as in style/frame.css. */
const LEAST_MAP = 160;

async function start(): Promise<void> {
  const root = document.getElementById("app")!;
  const base = await openBase(window);
  const { store, loader, strings, legend } = base;
  const t = strings.t.bind(strings);
  const hidden = (part: string): boolean => store.state.hide.includes(part);
  if (!document.title) document.title = store.state.title || t("page.title");

  const title = h("h1", { dir: "auto" }, store.state.title || document.title);
  const count = h("p", { class: "fine count-line" });
  const open = h("a", { class: "open", target: "_blank", rel: "noopener" }, t("embed.open"));
  const stage = h("div", { class: "map", id: "map" });
  const controls = h("div", { class: "controls" });
  const legendHost = h("div", { class: "legend" });
  const timelineHost = h("section", { class: "timeline" });
  const card = h("article", { class: "short-card", "aria-label": t("card.label"), hidden: true });
  const list = h("ol", { class: "list", id: "list", "aria-label": t("list.heading"), tabindex: -1 });
  const state = h("div", { class: "state", role: "status", hidden: true });
  const listHost = h("details", { class: "embed-list" }, h("summary", {}, t("embed.list")), state, list);
  const updated = h("span", {});
  const live = h("div", { class: "unseen", "aria-live": "polite" });
  root.replaceChildren(
    h("header", { class: "embed-head" }, title, count, open),
    h(
      "main",
      { class: "embed-main" },
      h("section", { class: "stage", "aria-label": t("map.label") }, stage, controls, legendHost, card),
      timelineHost,
      listHost,
    ),
    h(
      "footer",
      { class: "embed-foot" },
      h("span", {}, [base.tiles?.attribution, t("embed.data")].filter(Boolean).join(" · ")),
      updated,
    ),
    live,
  );
  legendHost.hidden = hidden("legend");
  timelineHost.hidden = hidden("timeline");
  listHost.hidden = hidden("list");
  title.hidden = hidden("title");

  const context: Context = {
    ...base,
    point: (id) => map.hover(id),
    announce: (text) => {
      live.textContent = text;
    },
  };
  const below = () =>
    Math.max(card.hidden ? 0 : card.offsetHeight, legendHost.offsetWidth > 300 ? legendHost.offsetHeight : 0);
  const map = openMap(base, stage, () => [0, 40, below(), 0], {
    picked: (incidents) => store.set({ selected: incidents[0]!.id }),
    hovered: () => undefined,
  });
  drawControls(controls, strings, {
    zoom: (step) => map.zoomBy(step),
    all: () => store.set({ view: null }),
    full: () =>
      void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  });
  const views = [
    new ListView(context, list, count, state),
    new LegendView(context, legendHost, window.innerWidth > 900 && window.innerHeight > 560),
    new TimelineView(context, timelineHost),
  ];

  // an incident that the view's own filters leave out can still be the one that the address names
  const asked = new Map<string, Incident | null>();
  const find = (id: string): Incident | null => {
    const listed = loader.data.incidents.find((one) => one.id === id) ?? asked.get(id);
    if (listed || asked.has(id) || loader.data.phase !== "ready") return listed ?? null;
    asked.set(id, null);
    void base.client.incident(id).then(
      (detail) => {
        asked.set(id, detail);
        show();
      },
      // gone or out of reach: the map is shown without a card
      () => undefined,
    );
    return null;
  };
  const show = (): void => {
    const id = store.state.selected;
    const incident = id ? find(id) : null;
    card.hidden = !incident;
    if (incident) fill(card, ...shortCard(context, incident));
    map.select(id, incident);
    open.href = `.${query(context)}`;
  };
  store.subscribe(show);
  loader.subscribe((data) => {
    for (const view of views) view.render(data);
    show();
    const last = data.incidents
      .map(({ properties }) => properties.updated ?? "")
      .sort()
      .at(-1);
    fill(updated, last ? ` · ${t("embed.updated", { date: dayText(last, strings) })}` : "");
    tellHeight();
  });
  // to resize.js beside the frame, where there is one: the map keeps its height when the list is opened
  const given = window.innerHeight;
  const tellHeight = () => {
    const unfolded = listHost.open ? list.offsetHeight : 0;
    const around = root.scrollHeight - stage.offsetHeight - unfolded;
    window.parent.postMessage({ incidentMapHeight: Math.max(given, around + LEAST_MAP) + unfolded }, "*");
  };
  listHost.addEventListener("toggle", tellHeight);
  for (const view of views) view.render(loader.data);
  followTheme(base, window, (dark) => map.setDark(dark));
  new ResizeObserver(() => map.resized()).observe(stage);
  show();

  function shortCard(given: Context, incident: Incident): HTMLElement[] {
    const { properties } = incident;
    const close = h(
      "button",
      {
        type: "button",
        class: "icon close",
        "aria-label": t("card.close"),
        onclick: () => store.set({ selected: null }),
      },
      "×",
    );
    const full = h("a", { href: `.${query(given)}`, target: "_blank", rel: "noopener" }, t("embed.open"));
    return [
      h(
        "div",
        { class: "short-head" },
        markSymbol(legend, { type: properties.type, status: properties.status }, 30),
        h(
          "div",
          {},
          h(
            "p",
            { class: "kicker" },
            typeLabel(given, properties.type),
            " · ",
            h("span", { class: `tag s-${properties.status}` }, statusLabel(given, properties.status)),
          ),
          h("h2", { dir: "auto" }, titleOf(given, incident)),
        ),
        close,
      ),
      h("p", { class: "fine" }, whenText(properties, strings)),
      h("blockquote", { dir: "auto" }, properties.excerpt ?? ""),
      h("p", { class: "fine" }, h("bdi", {}, properties.outlets ?? ""), " · ", full),
    ];
  }
}

/** The full page with the same view, without the frame's own options. */
function query({ store }: Context): string {
  const text = queryFromState({ ...store.state, hide: [], title: "" });
  return text ? `/?${text}` : "/";
}

void start();

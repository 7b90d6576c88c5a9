// The page's frame: where each view lives.
import { h } from "./draw/dom.ts";
import type { Strings } from "./text/strings.ts";

export interface Shell {
  search: HTMLElement;
  actions: HTMLElement;
  filtersButton: HTMLButtonElement;
  filters: HTMLElement;
  chips: HTMLElement;
  count: HTMLElement;
  state: HTMLElement;
  list: HTMLElement;
  panel: HTMLElement;
  handle: HTMLButtonElement;
  stage: HTMLElement;
  map: HTMLElement;
  controls: HTMLElement;
  legend: HTMLElement;
  timeline: HTMLElement;
  card: HTMLElement;
  attribution: HTMLElement;
  progress: HTMLElement;
  toast: HTMLElement;
  live: HTMLElement;
}

export function buildShell(root: HTMLElement, strings: Strings, name: string, credit: string): Shell {
  const t = strings.t.bind(strings);
  const shell: Shell = {
    search: h("div", { class: "search", role: "search" }),
    actions: h("nav", { class: "actions" }),
    filtersButton: h("button", {
      type: "button",
      class: "button filters-button",
      "aria-expanded": "false",
      "aria-controls": "filters",
    }),
    filters: h("section", { id: "filters", class: "filters", "aria-label": t("filters.open"), hidden: true }),
    chips: h("div", { class: "chips", hidden: true }),
    count: h("h2", { class: "count-line" }),
    state: h("div", { class: "state", role: "status", hidden: true }),
    list: h("ol", { id: "list", class: "list", "aria-label": t("list.heading"), tabindex: -1 }),
    panel: h("section", { class: "panel", "aria-label": t("list.heading") }),
    handle: h(
      "button",
      { type: "button", class: "handle", "aria-label": t("embed.list"), "aria-expanded": "false" },
      h("span", {}),
    ),
    stage: h("section", { class: "stage", "aria-label": t("map.label") }),
    map: h("div", { id: "map", class: "map" }),
    controls: h("div", { class: "controls" }),
    legend: h("div", { class: "legend" }),
    timeline: h("section", { class: "timeline" }),
    card: h("article", { class: "card", "aria-label": t("card.label"), hidden: true }),
    attribution: h("p", { class: "attribution" }, credit),
    progress: h("div", { class: "progress", hidden: true }, h("span", {})),
    toast: h("div", { class: "toast", hidden: true }),
    live: h("div", { class: "unseen", "aria-live": "polite" }),
  };
  shell.actions.setAttribute("aria-label", t("menu.more"));
  shell.panel.append(
    shell.handle,
    h("div", { class: "panel-top" }, h("div", { class: "panel-line" }, shell.count, shell.filtersButton), shell.chips),
    shell.filters,
    shell.state,
    shell.list,
    shell.attribution,
  );
  // the timeline before the buttons: few steps for the keyboard
  shell.stage.append(shell.map, shell.timeline, shell.controls, shell.legend, shell.toast);
  root.replaceChildren(
    h("a", { class: "skip", href: "#list" }, t("page.skip")),
    h(
      "header",
      { class: "top" },
      h("div", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("h1", {}, name)),
      shell.search,
      shell.actions,
    ),
    h("main", { class: "main" }, shell.panel, shell.stage, shell.card),
    shell.progress,
    shell.live,
  );
  // the base address of the page is not its own address: a bare fragment would lead away from the view
  root.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    shell.list.focus();
  });
  return shell;
}

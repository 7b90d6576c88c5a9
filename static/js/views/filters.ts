// Filters: a panel with counts, and chips above the list that say what is set and take it away.
import type { Data } from "../data/loader.ts";
import { fill, h } from "../draw/dom.ts";
import { markSymbol } from "../draw/symbols.ts";
import type { Facets } from "../model.ts";
import { FILTERS, filtersSet, INITIAL, type State, shownStatuses, toggled } from "../state/state.ts";
import { dayText } from "../text/when.ts";
import { type Context, groupLabel, statusLabel, typeLabel } from "./context.ts";

const MOST_VALUES = 12;
const ALL = "all";

export class FiltersView {
  #facets: Facets = {};

  constructor(
    private readonly context: Context,
    private readonly panel: HTMLElement,
    private readonly chips: HTMLElement,
    private readonly button: HTMLButtonElement,
  ) {
    button.addEventListener("click", () => this.toggle());
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggle(false);
    });
  }

  toggle(open = this.panel.hidden): void {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) this.#draw();
    else this.button.focus();
  }

  render(data: Data): void {
    this.#facets = data.facets;
    this.#chips();
    if (!this.panel.hidden && data.phase === "ready") this.#draw();
  }

  #set(change: Partial<State>): void {
    this.context.store.set(change, { step: true });
  }

  #draw(): void {
    const { strings, store } = this.context;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.key;
    const { state } = store;
    fill(
      this.panel,
      h(
        "div",
        { class: "panel-head" },
        h("h2", {}, strings.t("filters.open")),
        h(
          "button",
          {
            type: "button",
            class: "icon",
            "aria-label": strings.t("filters.close"),
            onclick: () => this.toggle(false),
          },
          "×",
        ),
      ),
      this.#statuses(state),
      this.#dates(state),
      this.#types(state),
      this.#values("country", "countries", (code) => strings.country(code)),
      this.#values("source", "sources", (name) => name),
      this.#values("precision", "precisions", (name) => strings.t(`precision.${name}` as "precision.exact")),
      h(
        "p",
        {},
        h(
          "button",
          { type: "button", class: "plain", disabled: filtersSet(state) === 0, onclick: () => this.#clear() },
          strings.t("filters.clear"),
        ),
      ),
    );
    if (focused) this.panel.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #clear(): void {
    this.#set(Object.fromEntries(FILTERS.map((key) => [key, INITIAL[key]])));
  }

  #statuses(state: State): HTMLElement {
    const { context } = this;
    const shown = shownStatuses(state);
    const all = shown.includes(ALL);
    const boxes = Object.keys(context.legend.statuses).map((status) => {
      const on = all || shown.includes(status);
      const change = () => {
        const base = all ? Object.keys(context.legend.statuses) : shown;
        const next = toggled(base, status);
        this.#set({ statuses: next.length ? next : [] });
      };
      const symbol = markSymbol(context.legend, { type: "explosion", status }, 22);
      return this.#box(
        `status-${status}`,
        on,
        change,
        statusLabel(context, status),
        this.#facets.status?.[status],
        symbol,
      );
    });
    return h("fieldset", {}, h("legend", {}, context.strings.t("filters.status")), h("div", { class: "boxes" }, boxes));
  }

  #dates(state: State): HTMLElement {
    const { strings } = this.context;
    const input = (name: "from" | "to") =>
      h(
        "label",
        {},
        strings.t(`filters.${name}`),
        h("input", {
          type: "date",
          "data-key": name,
          value: state[name],
          onchange: (event: Event) => this.#set({ [name]: (event.target as HTMLInputElement).value }),
        }),
      );
    return h(
      "fieldset",
      {},
      h("legend", {}, strings.t("filters.dates")),
      h("div", { class: "dates" }, input("from"), input("to")),
    );
  }

  #types(state: State): HTMLElement {
    const { context } = this;
    const counts = this.#facets.type ?? {};
    const groups = Object.keys(context.legend.groups).map((group) => {
      const types = Object.keys(context.legend.types).filter((type) => context.legend.types[type]!.group === group);
      const found = types.filter((type) => counts[type] || state.types.includes(type));
      if (!found.length) return null;
      const whole = found.every((type) => state.types.includes(type));
      const change = () =>
        this.#set({
          types: whole ? state.types.filter((type) => !types.includes(type)) : [...new Set([...state.types, ...types])],
        });
      const total = found.reduce((sum, type) => sum + (counts[type] ?? 0), 0);
      return h(
        "div",
        { class: "group" },
        this.#box(`group-${group}`, whole, change, groupLabel(context, group), total),
        h(
          "div",
          { class: "boxes inner" },
          found.map((type) =>
            this.#box(
              `type-${type}`,
              state.types.includes(type),
              () => this.#set({ types: toggled(state.types, type) }),
              typeLabel(context, type),
              counts[type] ?? 0,
              markSymbol(context.legend, { type, status: "occurred" }, 22),
            ),
          ),
        ),
      );
    });
    return h("fieldset", {}, h("legend", {}, context.strings.t("filters.type")), groups);
  }

  #values(
    facet: "country" | "source" | "precision",
    key: "countries" | "sources" | "precisions",
    label: (value: string) => string,
  ): HTMLElement | null {
    const { store, strings } = this.context;
    const chosen = store.state[key];
    const counts = { ...Object.fromEntries(chosen.map((value) => [value, 0])), ...this.#facets[facet] };
    // "" counts those that have none, by which nothing can be filtered
    const values = Object.entries(counts)
      .filter(([value]) => value)
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_VALUES);
    if (!values.length) return null;
    const boxes = values.map(([value, count]) =>
      this.#box(
        `${facet}-${value}`,
        chosen.includes(value),
        () => this.#set({ [key]: toggled(chosen, value) }),
        label(value),
        count,
      ),
    );
    return h("fieldset", {}, h("legend", {}, strings.t(`filters.${facet}`)), h("div", { class: "boxes" }, boxes));
  }

  #box(key: string, on: boolean, change: () => void, label: string, count?: number, symbol?: SVGElement): HTMLElement {
    return h(
      "label",
      { class: "box" },
      h("input", { type: "checkbox", checked: on, "data-key": key, onchange: change }),
      symbol ?? null,
      h("span", { class: "box-label", dir: "auto" }, label),
      " ",
      count === undefined ? null : h("span", { class: "count" }, this.context.strings.number(count)),
    );
  }

  #chips(): void {
    const { context } = this;
    const { strings, store } = context;
    const { state } = store;
    const chips: HTMLElement[] = [];
    const chip = (label: string, change: Partial<State>) =>
      chips.push(
        h(
          "button",
          {
            type: "button",
            class: "chip set",
            "aria-label": strings.t("filters.remove", { name: label }),
            onclick: () => this.#set(change),
          },
          h("bdi", {}, label),
          h("span", { "aria-hidden": "true" }, " ×"),
        ),
      );
    if (state.q) chip(strings.t("filters.words", { q: state.q }), { q: "" });
    if (state.actor) chip(strings.t("filters.actor", { name: state.actor }), { actor: "" });
    if (state.unplaced) chip(strings.t("list.unplaced"), { unplaced: false });
    if (state.area) chip(strings.t("filters.area"), { area: null });
    if (state.from || state.to)
      chip(`${state.from ? dayText(state.from, strings) : "…"} – ${state.to ? dayText(state.to, strings) : "…"}`, {
        from: "",
        to: "",
      });
    if (state.types.length > 4) chip(`${strings.t("filters.type")} (${state.types.length})`, { types: [] });
    else for (const type of state.types) chip(typeLabel(context, type), { types: toggled(state.types, type) });
    if (state.statuses.length)
      chip(
        state.statuses
          .map((status) => (status === ALL ? strings.t("state.relax.statuses") : statusLabel(context, status)))
          .join(", "),
        { statuses: [] },
      );
    for (const code of state.countries) chip(strings.country(code), { countries: toggled(state.countries, code) });
    for (const source of state.sources) chip(source, { sources: toggled(state.sources, source) });
    for (const precision of state.precisions)
      chip(strings.t(`precision.${precision}` as "precision.exact"), {
        precisions: toggled(state.precisions, precision),
      });
    fill(this.chips, chips);
    this.chips.hidden = chips.length === 0;
    const set = filtersSet(state);
    fill(this.button, strings.t("filters.open"), set ? h("span", { class: "count" }, strings.number(set)) : null);
  }
}

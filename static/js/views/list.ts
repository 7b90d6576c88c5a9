// The list: the map's equal, and the keyboard's way to every incident.
import type { Data } from "../data/loader.ts";
import { fill, h } from "../draw/dom.ts";
import { markSymbol } from "../draw/symbols.ts";
import type { Incident } from "../model.ts";
import { AREAL } from "../model.ts";
import { FILTERS, INITIAL, type State } from "../state/state.ts";
import { whenText } from "../text/when.ts";
import { type Context, sourcesText, statusLabel, titleOf } from "./context.ts";

const PAGE = 60;

export class ListView {
  readonly #rows = new Map<string, HTMLElement>();
  #shown = PAGE;
  #version = -1;

  constructor(
    private readonly context: Context,
    private readonly host: HTMLElement,
    private readonly head: HTMLElement,
    private readonly state: HTMLElement,
  ) {
    host.addEventListener("keydown", (event) => this.#key(event));
  }

  render(data: Data): void {
    const waiting = data.phase === "loading";
    this.host.setAttribute("aria-busy", String(waiting));
    this.#head(data);
    this.#note(data);
    if (waiting && data.version === 0) {
      fill(
        this.host,
        Array.from({ length: 7 }, () => h("li", { class: "skeleton", "aria-hidden": "true" })),
      );
      return;
    }
    if (waiting) return;
    if (data.version !== this.#version) this.#shown = PAGE;
    this.#version = data.version;
    this.#rows.clear();
    const placed = data.incidents.filter(({ geometry }) => geometry);
    const unplaced = data.incidents.filter(({ geometry }) => !geometry);
    const all = [...placed, ...unplaced];
    const rows: HTMLElement[] = [];
    for (const incident of all.slice(0, this.#shown)) {
      if (incident === unplaced[0]) rows.push(h("li", { class: "divider" }, this.context.strings.t("list.unplaced")));
      rows.push(this.#row(incident));
    }
    if (all.length > this.#shown) rows.push(h("li", { class: "more" }, this.#more(data)));
    fill(this.host, rows);
    this.mark(this.context.store.state.selected);
  }

  /** Shows which incident is chosen. One row is a tab stop, the arrow keys go to the others. */
  mark(id: string | null): void {
    this.#rove((id && this.#rows.get(id)) || this.#rows.values().next().value);
    for (const [key, row] of this.#rows) {
      const button = row.querySelector("button");
      if (key === id) {
        button?.setAttribute("aria-current", "true");
        row.scrollIntoView({ block: "nearest" });
      } else button?.removeAttribute("aria-current");
    }
  }

  hover(id: string | null): void {
    for (const [key, row] of this.#rows) row.classList.toggle("hot", key === id);
    if (id) this.#rows.get(id)?.scrollIntoView({ block: "nearest" });
  }

  focus(id: string | null): void {
    const row = (id && this.#rows.get(id)) || this.#rows.values().next().value;
    (row as HTMLElement | undefined)?.querySelector("button")?.focus();
  }

  #rove(to: HTMLElement | undefined): void {
    for (const row of this.#rows.values())
      row.querySelector("button")?.setAttribute("tabindex", row === to ? "0" : "-1");
  }

  #head({ phase, matched, incidents }: Data): void {
    const { strings } = this.context;
    const count = matched === 1 ? strings.t("list.count.one") : strings.t("list.count", { n: matched });
    const first = matched > incidents.length ? ` · ${strings.t("list.first", { n: incidents.length })}` : "";
    const text = phase === "loading" && matched === 0 ? strings.t("state.loading") : count + first;
    fill(this.head, text);
  }

  #note({ phase, error, matched }: Data): void {
    const { strings, store, loader } = this.context;
    const retry = h(
      "button",
      { type: "button", class: "plain", onclick: () => loader.refresh(0) },
      strings.t("state.retry"),
    );
    this.state.hidden = true;
    if (phase === "error" || phase === "offline") {
      this.state.hidden = false;
      const said = strings.t(phase === "error" ? "state.error" : "state.offline");
      fill(
        this.state,
        h("p", {}, said),
        phase === "error" && error ? h("p", { class: "fine", dir: "auto" }, error) : null,
        retry,
      );
    } else if (phase === "ready" && matched === 0) {
      this.state.hidden = false;
      const set =
        FILTERS.some((key) => JSON.stringify(store.state[key]) !== JSON.stringify(INITIAL[key])) || store.state.view;
      fill(
        this.state,
        h("p", {}, strings.t(set ? "state.empty" : "state.empty.all")),
        h("div", { class: "relax" }, this.#relax(store.state)),
      );
    }
  }

  #relax(state: State): HTMLElement[] {
    const { store, strings } = this.context;
    const offer = (label: string, change: Partial<State>) =>
      h("button", { type: "button", class: "plain", onclick: () => store.set(change, { step: true }) }, label);
    const offers: HTMLElement[] = [];
    if (state.view || state.area) offers.push(offer(strings.t("state.relax.area"), { view: null, area: null }));
    if (state.from || state.to) offers.push(offer(strings.t("state.relax.dates"), { from: "", to: "" }));
    if (state.types.length) offers.push(offer(strings.t("state.relax.types"), { types: [] }));
    if (state.statuses.length < 7) offers.push(offer(strings.t("state.relax.statuses"), { statuses: ["all"] }));
    return offers;
  }

  #row(incident: Incident): HTMLElement {
    const { context } = this;
    const { properties, id } = incident;
    const { type, status, place, country, start, sources } = properties;
    const symbol = markSymbol(context.legend, { type, status, soft: AREAL.has(properties.precision ?? "") }, 30);
    const where = [place, country ? context.strings.country(country) : ""].filter(Boolean).join(", ");
    const button = h(
      "button",
      { type: "button", class: "row", onclick: () => context.store.set({ selected: id }, { step: true }) },
      h("span", { class: "row-symbol" }, symbol),
      h(
        "span",
        { class: "row-text" },
        h("span", { class: "row-title", dir: "auto" }, titleOf(context, incident)),
        h(
          "span",
          { class: "row-meta" },
          h("time", { datetime: start ?? undefined }, whenText(properties, context.strings)),
          where ? h("span", { class: "row-place" }, h("bdi", {}, where)) : null,
        ),
        h(
          "span",
          { class: "row-meta second" },
          status !== "occurred" ? h("span", { class: `tag s-${status}` }, statusLabel(context, status)) : null,
          casualties(properties.killed_min, properties.killed_max, context),
          h(
            "span",
            {},
            sources === 1 && properties.outlets ? properties.outlets : sourcesText(context.strings, sources || 1),
          ),
        ),
      ),
    );
    const row = h("li", { class: "item", "data-id": id }, button);
    row.addEventListener("pointerenter", () => context.point(id, "list"));
    row.addEventListener("pointerleave", () => context.point(null, "list"));
    button.addEventListener("focus", () => {
      this.#rove(row);
      context.point(id, "list");
    });
    this.#rows.set(id, row);
    return row;
  }

  #more(data: Data): HTMLElement {
    const show = () => {
      const last = [...this.#rows.keys()].at(-1) ?? null;
      this.#shown += PAGE;
      this.render(data);
      this.focus(last);
    };
    return h("button", { type: "button", class: "plain", onclick: show }, this.context.strings.t("list.more"));
  }

  /** Arrow keys go from row to row, Home and End to the first and the last. */
  #key(event: KeyboardEvent): void {
    const buttons = [...this.host.querySelectorAll<HTMLButtonElement>("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
    const next = steps[event.key];
    if (at < 0 || next === undefined || !buttons[next]) return;
    event.preventDefault();
    buttons[next].focus();
  }
}

function casualties(min: number | null, max: number | null, { strings }: Context): HTMLElement | null {
  if (!min && !max) return null;
  const text =
    min === max || max === null ? strings.number(min ?? 0) : `${strings.number(min ?? 0)}–${strings.number(max)}`;
  return h("span", { class: "toll" }, `${text} ${strings.t("unit.killed")}`);
}

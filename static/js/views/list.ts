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
  readonly #unplaced: HTMLButtonElement;
  readonly #more: HTMLElement;
  #order: Incident[] = [];
  #divided: Incident | undefined;
  #version = -1;
  #inParts = false;

  constructor(
    private readonly context: Context,
    private readonly host: HTMLElement,
    private readonly head: HTMLElement,
    private readonly state: HTMLElement,
  ) {
    host.addEventListener("keydown", (event) => this.#key(event));
    const { strings, store } = context;
    this.#unplaced = h("button", {
      type: "button",
      class: "unplaced",
      hidden: true,
      onclick: () => store.set({ unplaced: true }, { step: true }),
    });
    host.before(this.#unplaced);
    const further = () => this.#further(true);
    this.#more = h(
      "li",
      { class: "more" },
      h("button", { type: "button", class: "plain", onclick: further }, strings.t("list.more")),
    );
    new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#further(), {
      root: host,
      rootMargin: "300px",
    }).observe(this.#more);
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
    const fresh = data.version !== this.#version;
    this.#version = data.version;
    // a list that comes in parts keeps the order of time; one that is whole has those without a place at its end
    if (fresh) this.#inParts = data.more;
    const unplaced = this.#inParts ? [] : data.incidents.filter(({ geometry }) => !geometry);
    this.#order = unplaced.length
      ? [...data.incidents.filter(({ geometry }) => geometry), ...unplaced]
      : data.incidents;
    this.#divided = this.context.store.state.unplaced ? undefined : unplaced[0];
    if (fresh) {
      this.#rows.clear();
      fill(this.host);
      this.#grow();
      this.mark(this.context.store.state.selected);
    } else this.#end();
  }

  /** Appends the next rows of those that are loaded. */
  #grow(): void {
    const { strings } = this.context;
    const added: HTMLElement[] = [];
    for (const incident of this.#order.slice(this.#rows.size, this.#rows.size + PAGE)) {
      if (incident === this.#divided) added.push(h("li", { class: "divider" }, strings.t("list.unplaced")));
      added.push(this.#row(incident));
    }
    // before the button, which keeps its place and the focus that it may have
    if (this.#more.parentNode === this.host) this.#more.before(...added);
    else this.host.append(...added);
    this.#end();
  }

  #end(): void {
    const more = this.#order.length > this.#rows.size || this.context.loader.data.more;
    if (!more) this.#more.remove();
    else if (this.#more.parentNode !== this.host) this.host.append(this.#more);
  }

  /** The list is scrolled to its end, or its button was pressed. */
  #further(focus = false): void {
    const before = this.#rows.size;
    const show = () => {
      this.#grow();
      const first = [...this.#rows.values()][before];
      if (focus) first?.querySelector("button")?.focus();
    };
    if (this.#order.length > before) show();
    else if (this.context.loader.data.more)
      void this.context.loader.more().then(() => this.#order.length > before && show());
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

  #head({ phase, matched, incidents, unplaced, version }: Data): void {
    const { strings, store } = this.context;
    const count = matched === 1 ? strings.t("list.count.one") : strings.t("list.count", { n: matched });
    // nothing is known before the first answer, and not that there is nothing
    const unknown = version === 0 && matched === 0;
    if (unknown) fill(this.head, phase === "error" ? strings.t("list.heading") : strings.t("state.loading"));
    else fill(this.head, phase === "loading" && matched === 0 ? strings.t("state.loading") : count);
    this.#unplaced.hidden = unplaced === 0 || store.state.unplaced || incidents.some(({ geometry }) => !geometry);
    fill(this.#unplaced, strings.t("list.unplaced.n", { n: unplaced }), h("span", { "aria-hidden": "true" }, "›"));
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
    if (state.unplaced) return [offer(strings.t("paste.leave"), { unplaced: false })];
    if (state.view || state.area) offers.push(offer(strings.t("state.relax.area"), { view: null, area: null }));
    if (state.from || state.to) offers.push(offer(strings.t("state.relax.dates"), { from: "", to: "" }));
    if (state.types.length) offers.push(offer(strings.t("state.relax.types"), { types: [] }));
    if (state.statuses.length < 7 && !state.statuses.includes("all"))
      offers.push(offer(strings.t("state.relax.statuses"), { statuses: ["all"] }));
    return offers;
  }

  /** Those that came in lose their tag when they are fresh no more. */
  age(): void {
    for (const [id, row] of this.#rows) if (!this.context.fresh.level(id)) row.querySelector(".tag.fresh")?.remove();
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
          incident.geometry ? null : h("span", { class: "row-place" }, context.strings.t("list.unplaced")),
        ),
        h(
          "span",
          { class: "row-meta second" },
          context.fresh.level(id) ? h("span", { class: "tag fresh" }, context.strings.t("live.fresh")) : null,
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

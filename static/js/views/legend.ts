// The legend: what colours, shapes and outlines mean; each line filters.
import { AGES } from "../data/fresh.ts";
import type { Data } from "../data/loader.ts";
import { fill, h } from "../draw/dom.ts";
import { clusterSymbol, markSymbol } from "../draw/symbols.ts";
import { shownStatuses } from "../state/state.ts";
import { type Context, groupLabel, statusLabel } from "./context.ts";

export class LegendView {
  readonly #body: HTMLElement;
  readonly #whole: HTMLElement;

  constructor(
    private readonly context: Context,
    host: HTMLElement,
    open: boolean,
  ) {
    this.#body = h("div", { class: "legend-body" });
    this.#whole = h("details", { open, hidden: true }, h("summary", {}, context.strings.t("legend.title")), this.#body);
    fill(host, this.#whole);
  }

  render({ facets, phase }: Data): void {
    if (phase !== "ready") return;
    this.#whole.hidden = false;
    const { legend, strings, store } = this.context;
    const counts = facets.type ?? {};
    const groups = Object.keys(legend.groups).flatMap((group) => {
      const types = Object.keys(legend.types).filter((type) => legend.types[type]!.group === group && counts[type]);
      return types.length
        ? [
            this.#group(
              group,
              types,
              types.reduce((sum, type) => sum + counts[type]!, 0),
            ),
          ]
        : [];
    });
    const sample = Object.keys(counts)[0] ?? "explosion";
    const shown = shownStatuses(store.state);
    const statuses = Object.keys(legend.statuses)
      .filter((status) => shown.includes(status) || shown.includes("all"))
      .map((status) =>
        h(
          "li",
          {},
          h(
            "span",
            { class: "legend-line" },
            markSymbol(legend, { type: sample, status }, 22),
            statusLabel(this.context, status),
          ),
        ),
      );
    fill(
      this.#body,
      h("ul", {}, groups),
      h(
        "ul",
        { class: "second" },
        statuses,
        h(
          "li",
          {},
          h(
            "span",
            { class: "legend-line" },
            markSymbol(legend, { type: sample, status: "occurred", soft: true }, 24),
            strings.t("legend.area"),
          ),
        ),
        Object.keys(counts).length > 0 &&
          h(
            "li",
            {},
            h("span", { class: "legend-line" }, clusterSymbol(legend, counts, 2, ""), strings.t("legend.cluster")),
          ),
        this.context.fresh.incidents.length > 0 && this.#fresh(sample),
        h(
          "li",
          {},
          h(
            "span",
            { class: "legend-line" },
            h("span", { class: "hatch", "aria-hidden": "true" }),
            strings.t("legend.disputed"),
          ),
        ),
      ),
    );
  }

  #fresh(type: string): HTMLElement {
    const { legend, strings } = this.context;
    const symbol = h("span", { class: "mark-body" }, markSymbol(legend, { type, status: "occurred" }, 16));
    const said = strings.t("legend.fresh", { n: AGES.at(-1)! });
    return h(
      "li",
      {},
      h("span", { class: "legend-line" }, h("span", { class: "fresh-sample fresh fresh-2" }, symbol), said),
    );
  }

  #group(group: string, types: string[], count: number): HTMLElement {
    const { context } = this;
    const { store, strings, legend } = context;
    const all = Object.keys(legend.types).filter((type) => legend.types[type]!.group === group);
    const on = store.state.types.length === all.length && all.every((type) => store.state.types.includes(type));
    const symbol = markSymbol(legend, { type: types[0]!, status: "occurred" }, 22);
    const label = groupLabel(context, group);
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "legend-line",
          "aria-pressed": String(on),
          title: strings.t("legend.only", { name: label }),
          onclick: () => store.set({ types: on ? [] : all }, { step: true }),
        },
        symbol,
        h("span", {}, label),
        " ",
        h("span", { class: "count" }, strings.number(count)),
      ),
    );
  }
}

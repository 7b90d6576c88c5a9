// The detail card: the words that prove an incident, who says so, and why it stands where it stands.
import { fill, h } from "../draw/dom.ts";
import { markSymbol } from "../draw/symbols.ts";
import { AREAL, type Incident, type IncidentDetail, type Report } from "../model.ts";
import { differences } from "../text/disagree.ts";
import { rangeText, whenText, yourTime } from "../text/when.ts";
import { type Context, statusLabel, titleOf, typeLabel } from "./context.ts";
import { neighboursOf } from "./near.ts";
import { reportView } from "./report.ts";

export interface CardEvents {
  closed(): void;
  zoomed(incident: Incident): void;
  /** Tools below the card's head for those who review. */
  tools?(incident: IncidentDetail): HTMLElement | null;
}

export class CardView {
  #asked: AbortController | null = null;
  #shown: string | null = null;
  #detail: IncidentDetail | null = null;
  /** Incidents at the same place, to page through. */
  pile: Incident[] = [];

  constructor(
    private readonly context: Context,
    private readonly host: HTMLElement,
    private readonly events: CardEvents,
  ) {
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") events.closed();
    });
  }

  /** Shows an incident; `known` is what the list has of it. A detail that is at hand is not asked for again. */
  async show(id: string, known: Incident | null, detail?: IncidentDetail): Promise<IncidentDetail | null> {
    const fresh = id !== this.#shown;
    this.#shown = id;
    this.host.hidden = false;
    this.#asked?.abort();
    if (detail) {
      this.#render(detail, detail, fresh);
      return detail;
    }
    const asked = new AbortController();
    this.#asked = asked;
    if (known) this.#render(known, null, fresh);
    else fill(this.host, this.#bar(), h("p", { class: "fine" }, this.context.strings.t("card.loading")));
    try {
      const whole = await this.context.client.incident(id, asked.signal);
      if (!asked.signal.aborted) this.#render(whole, whole, false);
      return whole;
    } catch (error) {
      if (asked.signal.aborted) return null;
      const said = error instanceof Error ? error.message : String(error);
      const retry = h(
        "button",
        { type: "button", class: "plain", onclick: () => void this.show(id, known) },
        this.context.strings.t("state.retry"),
      );
      this.host.querySelector(".reports")?.replaceChildren(h("p", { class: "fine", role: "alert" }, said, " ", retry));
      if (!known) fill(this.host, this.#bar(), h("p", { role: "alert" }, said), retry);
      return null;
    }
  }

  /** Once more with what it has: its tools changed. */
  redraw(): void {
    if (this.#detail && this.#shown) this.#render(this.#detail, this.#detail, false);
  }

  hide(): void {
    this.#asked?.abort();
    this.#shown = null;
    this.host.hidden = true;
    fill(this.host);
  }

  #render(incident: Incident, detail: IncidentDetail | null, focus: boolean): void {
    const { context } = this;
    const { properties } = incident;
    this.#detail = detail;
    const heading = h("h2", { tabindex: -1, dir: "auto" }, titleOf(context, incident));
    const held = this.host.contains(document.activeElement);
    fill(
      this.host,
      this.#bar(),
      h(
        "header",
        { class: "card-head" },
        markSymbol(
          context.legend,
          { type: properties.type, status: properties.status, soft: AREAL.has(properties.precision ?? "") },
          44,
        ),
        h(
          "div",
          {},
          h(
            "p",
            { class: "kicker" },
            typeLabel(context, properties.type),
            " · ",
            h("span", { class: `tag s-${properties.status}` }, statusLabel(context, properties.status)),
          ),
          heading,
        ),
      ),
      this.#pager(incident),
      this.#facts(incident, detail),
      detail && this.events.tools?.(detail),
      h(
        "section",
        { class: "reports", "aria-label": context.strings.t("card.evidence") },
        detail ? this.#reports(detail) : skeleton(context),
      ),
      detail && this.#related(detail),
    );
    if (focus || held) heading.focus({ preventScroll: true });
    if (focus) this.host.scrollTop = 0;
  }

  #bar(): HTMLElement {
    const { strings } = this.context;
    const close = h(
      "button",
      {
        type: "button",
        class: "icon close",
        "aria-label": strings.t("card.close"),
        onclick: () => this.events.closed(),
      },
      "×",
    );
    return h("div", { class: "card-bar" }, close);
  }

  #pager({ id }: Incident): HTMLElement | null {
    const { strings, store } = this.context;
    const at = this.pile.findIndex((incident) => incident.id === id);
    if (at < 0 || this.pile.length < 2) return null;
    const go = (step: number) => {
      const next = this.pile[(at + step + this.pile.length) % this.pile.length]!;
      store.set({ selected: next.id });
    };
    return h(
      "nav",
      { class: "pager", "aria-label": strings.t("card.pager", { i: at + 1, n: this.pile.length }) },
      h(
        "button",
        { type: "button", class: "icon", "aria-label": strings.t("card.previous"), onclick: () => go(-1) },
        "‹",
      ),
      h("span", {}, strings.t("card.pager", { i: at + 1, n: this.pile.length })),
      h("button", { type: "button", class: "icon", "aria-label": strings.t("card.next"), onclick: () => go(1) }, "›"),
    );
  }

  #facts(incident: Incident, detail: IncidentDetail | null): HTMLElement {
    const { strings } = this.context;
    const { properties } = incident;
    const rows: [string, (Node | string | null)[]][] = [];
    const where = [properties.place, properties.country ? strings.country(properties.country) : ""]
      .filter(Boolean)
      .join(", ");
    const km = properties.radius_km;
    const precision = properties.precision ? strings.t(`precision.${properties.precision}`) : "";
    const about = km ? strings.t("card.approximate", { km: Math.round(km * 10) / 10 }) : "";
    if (where || incident.geometry) {
      const zoom =
        incident.geometry &&
        h(
          "button",
          { type: "button", class: "link", onclick: () => this.events.zoomed(incident) },
          strings.t("card.zoom"),
        );
      rows.push([
        "card.where",
        [
          h("span", { dir: "auto" }, where || "–"),
          h("span", { class: "fine" }, [precision, about].filter(Boolean).join(", ")),
          zoom || null,
        ],
      ]);
    } else rows.push(["card.where", [strings.t("list.unplaced")]]);
    const yours = yourTime(properties, strings);
    rows.push([
      "card.when",
      [
        h("time", { datetime: properties.start ?? undefined }, whenText(properties, strings)),
        properties.zone && properties.start
          ? h("span", { class: "fine" }, strings.t("card.local", { zone: properties.zone }))
          : null,
        yours ? h("span", { class: "fine" }, strings.t("card.yours", { time: yours })) : null,
      ],
    ]);
    const toll = (["killed", "wounded"] as const).flatMap((unit) => {
      const text = rangeText(properties[`${unit}_min`], properties[`${unit}_max`], strings);
      return text ? [`${text} ${strings.t(`unit.${unit}`)}`] : [];
    });
    if (toll.length) rows.push(["card.count", [toll.join(", ")]]);
    if (properties.attribution) rows.push(["card.who", [h("span", { dir: "auto" }, properties.attribution)]]);
    if (properties.actors) {
      const actors = properties.actors
        .split("; ")
        .slice(0, 8)
        .map((name) =>
          h(
            "button",
            {
              type: "button",
              class: "chip",
              dir: "auto",
              title: strings.t("card.journey", { name }),
              onclick: () => void this.#follow(name),
            },
            h("bdi", {}, name),
          ),
        );
      rows.push(["card.involved", [h("span", { class: "chips" }, actors)]]);
    }
    const differ = detail ? this.#differences(detail.reports) : null;
    const list = h(
      "dl",
      { class: "facts" },
      rows.map(([key, value]) => h("div", {}, h("dt", {}, strings.t(key as "card.where")), h("dd", {}, value))),
    );
    return h("div", {}, list, differ);
  }

  /** Shows the incidents of an actor: the service knows by which key it keeps the name. */
  async #follow(name: string): Promise<void> {
    const { client, store } = this.context;
    const found = await client.search(name).catch(() => null);
    const actor = found?.actors[0]?.key ?? name.toLowerCase();
    store.set({ actor, statuses: ["all"], selected: null, view: null }, { step: true });
  }

  #differences(reports: Report[]): HTMLElement | null {
    const { strings } = this.context;
    const found = differences(reports, strings);
    if (!found.length) return null;
    const lines = found.map(({ about, values }) => {
      const said = about === "status" ? values.map((value) => statusLabel(this.context, value)) : values;
      return h("li", { dir: "auto" }, strings.t(`card.differ.${about}`, { values: said.join(" / ") }));
    });
    return h("div", { class: "differ" }, h("h3", {}, strings.t("card.differ")), h("ul", {}, lines));
  }

  #reports({ reports }: IncidentDetail): HTMLElement[] {
    return [
      h("h3", {}, this.context.strings.t("card.evidence")),
      ...reports.map((report) => reportView(this.context, report, reports.length === 1)),
    ];
  }

  /** What is linked to it, then what is near it in space and time among what is loaded. */
  #related(detail: IncidentDetail): HTMLElement | null {
    const { context } = this;
    const rows = neighboursOf(context, detail, 6).map(({ id, title, why, incident }) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "row small", onclick: () => context.store.set({ selected: id }, { step: true }) },
          h(
            "span",
            { class: "row-symbol" },
            incident &&
              markSymbol(context.legend, { type: incident.properties.type, status: incident.properties.status }, 22),
          ),
          h(
            "span",
            { class: "row-text" },
            h("span", { dir: "auto" }, title),
            h(
              "span",
              { class: "fine", dir: "auto" },
              [incident && whenText(incident.properties, context.strings), why].filter(Boolean).join(" · "),
            ),
          ),
        ),
      ),
    );
    if (!rows.length) return null;
    return h("section", { class: "related" }, h("h3", {}, context.strings.t("card.related")), h("ul", {}, rows));
  }
}

const skeleton = ({ strings }: Context): HTMLElement =>
  h("div", { class: "skeleton tall", role: "status" }, h("span", { class: "unseen" }, strings.t("card.loading")));

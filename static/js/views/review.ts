// Review for token holders: a queue with the lowest confidence first, every action by key, each written at once.
import type { Review, ServiceError } from "../api/client.ts";
import { keepToken, token } from "../data/token.ts";
import { fill, h } from "../draw/dom.ts";
import type { Incident, IncidentDetail, Report } from "../model.ts";
import { type Context, typeLabel } from "./context.ts";

const GRADES = ["confirmed", "probable", "possible", "doubtful", "false"];

export interface ReviewEvents {
  /** Lets the reviewer drag a mark from a point; called with where it was dropped. */
  movable(lat: number, lon: number, moved: (lat: number, lon: number) => void): void;
  /** Candidates to be shown on the map. */
  candidates(places: { lat: number; lon: number; name: string }[]): void;
  reload(): void;
}

export class ReviewMode {
  #on = false;
  #queue: string[] = [];
  #detail: IncidentDetail | null = null;
  #written: { incident: string; report: string; id: number }[] = [];
  #said = "";

  constructor(
    private readonly context: Context,
    private readonly host: HTMLElement,
    private readonly events: ReviewEvents,
  ) {
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  get on(): boolean {
    return this.#on;
  }

  start(): void {
    const { loader, store } = this.context;
    const surest = (incident: Incident) => incident.properties.confidence ?? 0;
    this.#queue = [...loader.data.incidents].sort((a, b) => surest(a) - surest(b)).map(({ id }) => id);
    this.#on = true;
    if (!store.state.selected || !this.#queue.includes(store.state.selected)) this.#go(0, true);
    else store.set({ selected: store.state.selected });
    this.#draw();
  }

  stop(): void {
    this.#on = false;
    this.host.hidden = true;
    this.events.candidates([]);
  }

  /** The tools inside the card of an incident; null outside of review. */
  tools(detail: IncidentDetail): HTMLElement | null {
    this.#detail = detail;
    if (!this.#on) return null;
    const report = detail.reports[0];
    if (!report) return null;
    this.events.candidates(report.location?.runners_up ?? []);
    if (detail.geometry) {
      const [lon, lat] = detail.geometry.coordinates;
      this.events.movable(
        lat,
        lon,
        (toLat, toLon) => void this.#write(report, { action: "move", value: { lat: toLat, lon: toLon } }),
      );
    }
    return h(
      "section",
      { class: "review-tools", "aria-label": this.context.strings.t("menu.review") },
      this.#buttons(report),
      this.#fields(report),
      this.#candidates(report),
      this.#splits(detail),
    );
  }

  #buttons(report: Report): HTMLElement {
    const { strings } = this.context;
    const button = (label: string, key: string, run: () => void) =>
      h(
        "button",
        { type: "button", class: "plain", "aria-keyshortcuts": key, onclick: run },
        label,
        h("kbd", {}, key.toUpperCase()),
      );
    return h(
      "div",
      { class: "review-buttons" },
      button(strings.t("review.confirm"), "c", () => void this.#write(report, { action: "confirm" })),
      button(strings.t("review.reject"), "r", () => void this.#write(report, { action: "reject" })),
      button(strings.t("review.undo"), "u", () => void this.#undo()),
    );
  }

  #fields(report: Report): HTMLElement {
    const { strings, legend } = this.context;
    const types = Object.keys(legend.types).map((type) =>
      h("option", { value: type, selected: type === report.type }, typeLabel(this.context, type)),
    );
    const type = h(
      "select",
      { onchange: () => void this.#write(report, { action: "retype", value: { type: type.value } }) },
      types,
    );
    const day = h("input", { type: "date", value: report.time?.start.slice(0, 10) ?? "" });
    day.addEventListener("change", () => {
      if (day.value)
        void this.#write(report, {
          action: "redate",
          value: { start: `${day.value}T00:00:00`, end: `${next(day.value)}T00:00:00`, precision: "day" },
        });
    });
    const grade = h(
      "select",
      { onchange: () => grade.value && void this.#write(report, { action: "grade", value: { grade: grade.value } }) },
      ["", ...GRADES].map((value) => h("option", { value }, value || "–")),
    );
    const note = h("input", { type: "text", maxlength: 4000 });
    const save = (event: SubmitEvent) => {
      event.preventDefault();
      if (note.value.trim()) void this.#write(report, { action: "note", value: { text: note.value.trim() } });
    };
    return h(
      "div",
      { class: "fields" },
      h("label", {}, strings.t("review.retype"), type),
      h("label", {}, strings.t("review.redate"), day),
      h("label", {}, strings.t("review.grade"), grade),
      h(
        "form",
        { onsubmit: save },
        h("label", {}, strings.t("review.note"), note),
        h("button", { type: "submit", class: "plain" }, strings.t("review.save")),
      ),
    );
  }

  #candidates(report: Report): HTMLElement | null {
    const places = report.location?.runners_up ?? [];
    if (!places.length) return null;
    const { strings } = this.context;
    const rows = places.slice(0, 5).map((place, i) => {
      const value = {
        lat: place.lat,
        lon: place.lon,
        name: place.name,
        ...(place.country ? { country: place.country } : {}),
      };
      const label = `${place.name}${place.country ? `, ${strings.country(place.country)}` : ""}`;
      return h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "plain",
            "aria-keyshortcuts": String(i + 1),
            onclick: () => void this.#write(report, { action: "move", value }),
          },
          h("bdi", {}, label),
          h("kbd", {}, String(i + 1)),
        ),
      );
    });
    return h("div", {}, h("h3", {}, strings.t("card.candidates")), h("ul", { class: "chips" }, rows));
  }

  /** Reports that do not belong together are parted from the first. */
  #splits({ reports }: IncidentDetail): HTMLElement | null {
    if (reports.length < 2) return null;
    const { strings } = this.context;
    const first = reports[0]!;
    const rows = reports.slice(1).map((report) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "plain",
            onclick: () => void this.#write(first, { action: "cannot_link", value: { report_id: report.id } }),
          },
          strings.t("review.split", { source: report.article.source ?? "–" }),
        ),
      ),
    );
    return h("ul", { class: "chips" }, rows);
  }

  #draw(): void {
    const { strings } = this.context;
    this.host.hidden = !this.#on;
    if (!this.#on) return;
    const at = this.#queue.indexOf(this.context.store.state.selected ?? "");
    const key = h("input", {
      type: "password",
      autocomplete: "off",
      value: token(),
      "aria-label": strings.t("paste.token"),
      placeholder: strings.t("paste.token"),
      onchange: () => keepToken(key.value),
    });
    fill(
      this.host,
      h("span", {}, strings.t("review.position", { i: at + 1, n: this.#queue.length })),
      h(
        "button",
        { type: "button", class: "plain", onclick: () => this.#go(at - 1) },
        strings.t("review.previous"),
        h("kbd", {}, "P"),
      ),
      h(
        "button",
        { type: "button", class: "plain", onclick: () => this.#go(at + 1) },
        strings.t("review.next"),
        h("kbd", {}, "N"),
      ),
      key,
      h("span", { class: "fine", role: "status", dir: "auto" }, this.#said || strings.t("review.help")),
      h("button", { type: "button", class: "plain", onclick: () => this.stop() }, strings.t("review.leave")),
    );
  }

  #go(to: number, quiet = false): void {
    const id = this.#queue[(to + this.#queue.length) % Math.max(1, this.#queue.length)];
    if (id) this.context.store.set({ selected: id }, { step: !quiet });
    this.#draw();
  }

  async #undo(): Promise<void> {
    const last = this.#written.pop();
    if (!last) return;
    await this.#send(last.incident, { report_id: last.report, action: "undo", value: { review: last.id } });
  }

  async #write(report: Report, review: Pick<Review, "action" | "value">): Promise<void> {
    const incident = this.#detail?.id;
    if (!incident) return;
    const id = await this.#send(incident, { report_id: report.id, ...review });
    if (id !== null) this.#written.push({ incident, report: report.id, id });
  }

  async #send(incident: string, review: Review): Promise<number | null> {
    const { strings, client, announce } = this.context;
    try {
      const { review: written } = await client.review(incident, review, token());
      this.#said = strings.t("review.done", { what: review.action });
      this.events.reload();
      return written?.id ?? null;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const changed = (error as Partial<ServiceError>).status === 409;
      this.#said = changed ? strings.t("review.conflict", { what: text }) : text;
      if (changed) this.events.reload();
      return null;
    } finally {
      announce(this.#said);
      this.#draw();
    }
  }

  #key(event: KeyboardEvent): void {
    const typing = (event.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
    if (!this.#on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const report = this.#detail?.reports[0];
    const at = this.#queue.indexOf(this.context.store.state.selected ?? "");
    const candidate = report?.location?.runners_up?.[Number(event.key) - 1];
    if (event.key === "n") this.#go(at + 1);
    else if (event.key === "p") this.#go(at - 1);
    else if (event.key === "c" && report) void this.#write(report, { action: "confirm" });
    else if (event.key === "r" && report) void this.#write(report, { action: "reject" });
    else if (event.key === "u") void this.#undo();
    else if (candidate && report)
      void this.#write(report, {
        action: "move",
        value: { lat: candidate.lat, lon: candidate.lon, name: candidate.name },
      });
    else return;
    event.preventDefault();
  }
}

const next = (day: string): string => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);

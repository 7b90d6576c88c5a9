// Review for token holders: a queue with the lowest confidence first, every action by key, each written at once.
import type { Review, ServiceError } from "../api/client.ts";
import { keepToken, token } from "../data/token.ts";
import { fill, h } from "../draw/dom.ts";
import type { Incident, IncidentDetail, Report } from "../model.ts";
import { changesBetween } from "../text/changes.ts";
import type { Key } from "../text/en.ts";
import type { Context } from "./context.ts";
import { type Neighbour, neighboursOf } from "./near.ts";
import { reviewTools } from "./reviewtools.ts";

const MOST_TARGETS = 9;
/** Kilometres: reports of one happening may be placed far apart, which is why they were not merged. */
const FARTHEST_TARGET = 250;

export interface ReviewEvents {
  /** Lets the reviewer drag a mark from a point; called with where it was dropped. */
  movable(lat: number, lon: number, moved: (lat: number, lon: number) => void): void;
  /** Candidates to be shown on the map. */
  candidates(places: { lat: number; lon: number; name: string }[]): void;
  /** The card and the data once more. */
  reload(): void;
  /** The card alone, drawn anew. */
  redraw(): void;
}

export class ReviewMode {
  #on = false;
  #queue: string[] = [];
  #detail: IncidentDetail | null = null;
  /** Which of the incident's reports is under review. */
  #at = 0;
  /** Incidents to merge with, while the reviewer chooses one. */
  #targets: Neighbour[] | null = null;
  #written: { incident: string; report: string; id: number }[] = [];
  #said = "";

  constructor(
    private readonly context: Context,
    private readonly host: HTMLElement,
    private readonly events: ReviewEvents,
  ) {
    // before the card, which Escape closes
    document.addEventListener("keydown", (event) => this.#key(event), true);
    // while a merge is under way, what is chosen on the map or in the list is what to merge with
    context.store.subscribe(({ selected }) => {
      const from = this.#detail?.id;
      if (!this.#targets || !from || !selected || selected === from) return;
      this.#targets = null;
      context.store.set({ selected: from });
      void this.#merge(selected);
    });
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
    this.#targets = null;
    this.host.hidden = true;
    this.events.candidates([]);
    this.events.redraw();
  }

  /** The tools inside the card of an incident; null outside of review. */
  tools(detail: IncidentDetail): HTMLElement | null {
    if (detail.id !== this.#detail?.id) {
      this.#at = 0;
      this.#targets = null;
    }
    this.#detail = detail;
    this.#at = Math.min(this.#at, detail.reports.length - 1);
    const report = detail.reports[this.#at];
    if (!this.#on || !report) return null;
    const place = report.location;
    this.events.candidates(place?.runners_up ?? []);
    const at =
      place ?? (detail.geometry && { lat: detail.geometry.coordinates[1], lon: detail.geometry.coordinates[0] });
    if (at)
      this.events.movable(at.lat, at.lon, (lat, lon) => void this.#write({ action: "move", value: { lat, lon } }));
    return reviewTools(this.context, {
      detail,
      report,
      at: this.#at,
      targets: this.#targets,
      write: (review) => void this.#write(review),
      undo: () => void this.#undo(),
      other: (step) => this.#other(step),
      choose: () => this.#choose(),
      merge: (id) => void this.#merge(id),
    });
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
    const step = (label: Key, letter: string, to: number) =>
      h(
        "button",
        { type: "button", class: "plain", "aria-keyshortcuts": letter, onclick: () => this.#go(to) },
        strings.t(label),
        h("kbd", {}, letter.toUpperCase()),
      );
    fill(
      this.host,
      h("span", {}, strings.t("review.position", { i: at + 1, n: this.#queue.length })),
      step("review.previous", "p", at - 1),
      step("review.next", "n", at + 1),
      h("form", { onsubmit: (event: SubmitEvent) => event.preventDefault() }, key),
      h("button", { type: "button", class: "plain", onclick: () => this.stop() }, strings.t("review.leave")),
      h(
        "span",
        { class: this.#said ? "fine" : "fine keys", role: "status", dir: "auto" },
        this.#said || strings.t("review.help"),
      ),
    );
  }

  #go(to: number, quiet = false): void {
    this.#targets = null;
    const id = this.#queue[(to + this.#queue.length) % Math.max(1, this.#queue.length)];
    if (id) this.context.store.set({ selected: id }, { step: !quiet });
    this.#draw();
  }

  #other(step: number): void {
    const count = this.#detail?.reports.length ?? 0;
    if (count < 2) return;
    this.#at = (this.#at + step + count) % count;
    this.events.redraw();
  }

  /** Begins a merge: offers what is related or near. */
  #choose(): void {
    if (!this.#detail) return;
    this.#targets = this.#targets ? null : neighboursOf(this.context, this.#detail, MOST_TARGETS, FARTHEST_TARGET);
    this.events.redraw();
    if (this.#targets) this.context.announce(this.context.strings.t("review.merge.help"));
  }

  async #merge(other: string): Promise<void> {
    this.#targets = null;
    try {
      const { reports } = await this.context.client.incident(other);
      if (reports[0]) await this.#write({ action: "must_link", value: { report_id: reports[0].id } });
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    }
  }

  async #undo(): Promise<void> {
    const last = this.#written.pop();
    if (!last) return this.#say(this.context.strings.t("review.nothing"));
    const undo = { report_id: last.report, action: "undo", value: { review: last.id } };
    if ((await this.#send(last.incident, undo)) === null) this.#written.push(last);
  }

  async #write(review: Pick<Review, "action" | "value">): Promise<void> {
    const incident = this.#detail?.id;
    const report = this.#detail?.reports[this.#at];
    if (!incident || !report) return;
    const id = await this.#send(incident, { report_id: report.id, ...review });
    if (id !== null) this.#written.push({ incident, report: report.id, id });
  }

  async #send(incident: string, review: Review): Promise<number | null> {
    const { strings, client } = this.context;
    try {
      const { review: written } = await client.review(incident, review, token());
      this.#say(strings.t("review.done", { what: strings.t(`review.said.${review.action}` as Key) }));
      this.events.reload();
      return written?.id ?? null;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if ((error as Partial<ServiceError>).status !== 409) this.#say(text);
      else this.#say(strings.t("review.conflict", { what: await this.#changed(text) }));
      return null;
    }
  }

  /** What is different now from what the reviewer saw. */
  async #changed(otherwise: string): Promise<string> {
    const { client, strings } = this.context;
    const before = this.#detail;
    if (!before) return otherwise;
    try {
      const now = await client.incident(before.id);
      this.events.reload();
      return changesBetween(before, now, this.context).join("; ") || otherwise;
    } catch {
      return strings.t("review.conflict.gone");
    }
  }

  #say(text: string): void {
    this.#said = text;
    this.context.announce(text);
    this.#draw();
  }

  #key(event: KeyboardEvent): void {
    const typing = (event.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
    if (!this.#on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && this.#targets) this.#choose();
    else if (!this.#act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key means something. */
  #act(key: string): boolean {
    const at = this.#queue.indexOf(this.context.store.state.selected ?? "");
    const focus = (field: string) => document.querySelector<HTMLElement>(`.review-tools [name="${field}"]`)?.focus();
    const acts: Record<string, () => void> = {
      n: () => this.#go(at + 1),
      p: () => this.#go(at - 1),
      j: () => this.#other(1),
      k: () => this.#other(-1),
      c: () => void this.#write({ action: "confirm" }),
      r: () => void this.#write({ action: "reject" }),
      m: () => this.#choose(),
      s: () => this.#split(),
      u: () => void this.#undo(),
      y: () => focus("type"),
      d: () => focus("day"),
      g: () => focus("grade"),
      o: () => focus("note"),
      t: () => focus("tags"),
    };
    const digit = Number(key) - 1;
    if (this.#targets?.[digit]) void this.#merge(this.#targets[digit].id);
    else if (acts[key]) acts[key]();
    else return this.#candidate(digit);
    return true;
  }

  #split(): void {
    const reports = this.#detail?.reports ?? [];
    const other = reports[this.#at === 0 ? 1 : 0];
    if (other && reports.length > 1) void this.#write({ action: "cannot_link", value: { report_id: other.id } });
  }

  #candidate(digit: number): boolean {
    const report: Report | undefined = this.#detail?.reports[this.#at];
    const place = report?.location?.runners_up?.[digit];
    if (!place || this.#targets) return false;
    const { lat, lon, name } = place;
    void this.#write({ action: "move", value: { lat, lon, name } });
    return true;
  }
}

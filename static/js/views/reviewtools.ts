// The reviewer's tools in the card of an incident: for one of its reports at a time.
import type { Review } from "../api/client.ts";
import { h } from "../draw/dom.ts";
import type { IncidentDetail, Report } from "../model.ts";
import type { Key } from "../text/en.ts";
import { type Context, typeLabel } from "./context.ts";
import type { Neighbour } from "./near.ts";

const GRADES = ["confirmed", "probable", "possible", "doubtful", "false"];
const MOST_CANDIDATES = 5;

export interface UnderReview {
  detail: IncidentDetail;
  report: Report;
  /** Which of the incident's reports it is. */
  at: number;
  /** Incidents to merge with, while one is chosen. */
  targets: Neighbour[] | null;
  write(review: Pick<Review, "action" | "value">): void;
  undo(): void;
  other(step: number): void;
  choose(): void;
  merge(id: string): void;
}

export function reviewTools(context: Context, under: UnderReview): HTMLElement {
  return h(
    "section",
    {
      class: "review-tools",
      "aria-label": context.strings.t("menu.review"),
      "data-at": under.detail.reports.length > 1 ? under.at : null,
    },
    whichReport(context, under),
    buttons(context, under),
    under.targets ? targets(context, under.targets, under) : null,
    fields(context, under),
    tags(context, under),
    candidates(context, under),
    splits(context, under),
  );
}

function keyed(label: string | HTMLElement, key: string, run: () => void, pressed?: boolean): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-keyshortcuts": key,
      "aria-pressed": pressed === undefined ? null : String(pressed),
      onclick: run,
    },
    label,
    h("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
  );
}

function whichReport({ strings }: Context, { detail, report, at, other }: UnderReview): HTMLElement | null {
  const n = detail.reports.length;
  if (n < 2) return null;
  const text = strings.t("review.report", { i: at + 1, n, source: report.article.source ?? "–" });
  return h(
    "div",
    { class: "review-buttons which" },
    h("strong", { dir: "auto" }, text),
    keyed(strings.t("review.report.previous"), "k", () => other(-1)),
    keyed(strings.t("review.report.next"), "j", () => other(1)),
  );
}

function buttons({ strings }: Context, { write, undo, choose, targets: merging }: UnderReview): HTMLElement {
  return h(
    "div",
    { class: "review-buttons" },
    keyed(strings.t("review.confirm"), "c", () => write({ action: "confirm" })),
    keyed(strings.t("review.reject"), "r", () => write({ action: "reject" })),
    keyed(strings.t("review.merge"), "m", choose, Boolean(merging)),
    keyed(strings.t("review.undo"), "u", undo),
  );
}

function targets({ strings }: Context, found: Neighbour[], { merge }: UnderReview): HTMLElement {
  const rows = found.map(({ id, title }, i) =>
    h(
      "li",
      {},
      keyed(h("bdi", {}, title), String(i + 1), () => merge(id)),
    ),
  );
  return h(
    "div",
    { class: "merging" },
    h("p", { class: "fine" }, strings.t(rows.length ? "review.merge.help" : "review.merge.none")),
    h("ul", { class: "chips" }, rows),
  );
}

function fields(context: Context, { report, write }: UnderReview): HTMLElement {
  const { strings, legend } = context;
  const types = Object.keys(legend.types).map((type) =>
    h("option", { value: type, selected: type === report.type }, typeLabel(context, type)),
  );
  const type = h(
    "select",
    { name: "type", onchange: () => write({ action: "retype", value: { type: type.value } }) },
    types,
  );
  const day = h("input", { type: "date", name: "day", value: report.time?.start.slice(0, 10) ?? "" });
  day.addEventListener("change", () => {
    if (!day.value) return;
    const value = { start: `${day.value}T00:00:00`, end: `${next(day.value)}T00:00:00`, precision: "day" };
    write({ action: "redate", value });
  });
  const grade = h(
    "select",
    { name: "grade", onchange: () => grade.value && write({ action: "grade", value: { grade: grade.value } }) },
    h("option", { value: "" }, "–"),
    GRADES.map((value) => h("option", { value }, strings.t(`grade.${value}` as Key))),
  );
  const note = h("input", { type: "text", name: "note", maxlength: 4000 });
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (note.value.trim()) write({ action: "note", value: { text: note.value.trim() } });
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

function tags({ strings }: Context, { detail, write }: UnderReview): HTMLElement {
  const there = String(detail.properties.tags ?? "")
    .split("; ")
    .filter(Boolean);
  const chips = there.map((tag) =>
    h(
      "button",
      {
        type: "button",
        class: "chip set",
        "aria-label": strings.t("review.tag.remove", { name: tag }),
        onclick: () => write({ action: "tag", value: { remove: [tag] } }),
      },
      h("bdi", {}, tag),
      h("span", { "aria-hidden": "true" }, " ×"),
    ),
  );
  const field = h("input", { type: "text", name: "tags", maxlength: 400 });
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const add = field.value
      .split(/[,،;]/)
      .map((tag) => tag.trim().slice(0, 50))
      .filter(Boolean);
    if (add.length) write({ action: "tag", value: { add } });
  };
  return h(
    "div",
    { class: "fields" },
    chips.length ? h("span", { class: "chips" }, chips) : null,
    h(
      "form",
      { onsubmit: save },
      h("label", {}, strings.t("review.tags"), field),
      h("button", { type: "submit", class: "plain" }, strings.t("review.save")),
    ),
  );
}

function candidates({ strings }: Context, { report, write, targets: merging }: UnderReview): HTMLElement | null {
  const places = report.location?.runners_up ?? [];
  if (!places.length || merging) return null;
  const rows = places.slice(0, MOST_CANDIDATES).map(({ lat, lon, name, country }, i) => {
    const value = { lat, lon, name, ...(country ? { country } : {}) };
    const label = `${name}${country ? `, ${strings.country(country)}` : ""}`;
    return h(
      "li",
      {},
      keyed(h("bdi", {}, label), String(i + 1), () => write({ action: "move", value })),
    );
  });
  return h("div", {}, h("h3", {}, strings.t("card.candidates")), h("ul", { class: "chips" }, rows));
}

/** The report under review is parted from another one. */
function splits({ strings }: Context, { detail, report, write }: UnderReview): HTMLElement | null {
  const others = detail.reports.filter(({ id }) => id !== report.id);
  if (!others.length) return null;
  const rows = others.map(({ id, article }, i) => {
    const label = strings.t("review.split", { source: article.source ?? "–" });
    const run = () => write({ action: "cannot_link", value: { report_id: id } });
    return h(
      "li",
      {},
      i ? h("button", { type: "button", class: "plain", onclick: run }, label) : keyed(label, "s", run),
    );
  });
  return h("ul", { class: "chips" }, rows);
}

const next = (day: string): string => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);

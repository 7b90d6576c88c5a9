// One report on the card: the sentence in its paragraph, who says so, and why it was read and placed so.
import { h } from "../draw/dom.ts";
import type { Report } from "../model.ts";
import { writtenCoordinates } from "../text/coordinates.ts";
import { dayText } from "../text/when.ts";
import type { Context } from "./context.ts";

/** `alone`: the only one, so that who says so stands among the facts already. */
export function reportView(context: Context, report: Report, alone = false): HTMLElement {
  const { strings } = context;
  const { article } = report;
  const title = article.title || strings.t("card.unnamed");
  const link = safeLink(article.url);
  const dates = [
    article.published && strings.t("card.published", { date: dayText(article.published, strings) }),
    article.retrieved && strings.t("card.retrieved", { date: dayText(article.retrieved, strings) }),
  ].filter(Boolean);
  return h(
    "article",
    { class: "report" },
    h(
      "p",
      { class: "outlet" },
      h("strong", { dir: "auto" }, article.source || "–"),
      dates.length ? h("span", { class: "fine" }, dates.join(" · ")) : null,
    ),
    h(
      "p",
      { class: "title", dir: "auto" },
      link ? h("a", { href: link, rel: "noopener noreferrer nofollow", target: "_blank" }, title) : title,
    ),
    h(
      "blockquote",
      { dir: "auto" },
      report.segments.map(({ text, mark }) =>
        mark ? h("mark", { class: `m-${mark}`, title: strings.t(`kind.${mark}`) }, text) : text,
      ),
    ),
    report.attribution.length && !alone
      ? h(
          "p",
          { class: "said" },
          `${strings.t("card.who")}: `,
          h("bdi", {}, report.attribution.map(({ text }) => text).join("; ")),
        )
      : null,
    links(context, article.links ?? [], link),
    why(context, report),
  );
}

/** Where the article itself leads to. */
function links({ strings }: Context, all: string[], own: string | null): HTMLElement | null {
  const others = all.filter((address) => safeLink(address) && address !== own);
  if (!others.length) return null;
  const rows = others.map((address) =>
    h("li", {}, h("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank", dir: "ltr" }, address)),
  );
  return h(
    "details",
    { class: "article-links" },
    h("summary", {}, strings.t("card.links", { n: others.length })),
    h("ul", {}, rows),
  );
}

function why(context: Context, { location, time, reason, confidence, extractor }: Report): HTMLElement {
  const { strings } = context;
  const lines = [reason, location?.reason, time?.reason].filter((text): text is string => Boolean(text));
  const others = location?.runners_up ?? [];
  const percent = new Intl.NumberFormat(strings.locale, { style: "percent", maximumFractionDigits: 0 }).format(
    confidence,
  );
  return h(
    "details",
    {},
    h("summary", {}, strings.t("card.why")),
    h(
      "ul",
      {},
      lines.map((line) => h("li", { dir: "auto" }, line)),
    ),
    others.length ? h("p", { class: "fine" }, strings.t("card.candidates")) : null,
    others.length
      ? h(
          "ol",
          { class: "others" },
          others
            .slice(0, 5)
            .map((place) =>
              h(
                "li",
                { dir: "auto" },
                `${place.name}${place.country ? `, ${strings.country(place.country)}` : ""} (${place.score.toFixed(2)})`,
              ),
            ),
        )
      : null,
    location ? coordinates(context, location.lat, location.lon) : null,
    h("p", { class: "fine" }, strings.t("card.confidence", { p: percent }), extractor ? ` · ${extractor}` : ""),
  );
}

function coordinates({ strings, announce }: Context, lat: number, lon: number): HTMLElement {
  const rows = writtenCoordinates(lat, lon).map(({ name, text }) => {
    const copy = async () => {
      await navigator.clipboard?.writeText(text);
      announce(strings.t("card.copied"));
    };
    return h(
      "li",
      {},
      h("span", { class: "fine" }, name),
      h("code", { dir: "ltr" }, text),
      h(
        "button",
        {
          type: "button",
          class: "link",
          "aria-label": `${strings.t("card.copy")} ${name}`,
          onclick: () => void copy(),
        },
        strings.t("card.copy"),
      ),
    );
  });
  return h("ul", { class: "coordinates", "aria-label": strings.t("card.coordinates") }, rows);
}

/** Only addresses of the web become links; anything else stays text. */
function safeLink(url: string | null): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}

// Share: link, the frame's code with a live preview, and the data in every form that the service writes.
import { filterParameters } from "../api/query.ts";
import { type Child, h } from "../draw/dom.ts";
import type { Bbox } from "../model.ts";
import { queryFromState } from "../state/address.ts";
import type { Context } from "./context.ts";

const FORMS: [label: string, f: string][] = [
  ["GeoJSON", ""],
  ["CSV", "csv"],
  ["GeoPackage", "gpkg"],
  ["KML", "kml"],
  ["Parquet", "parquet"],
  ["GeoJSONSeq", "geojsonseq"],
];
const PARTS = ["title", "legend", "timeline", "list"] as const;

export interface FrameOptions {
  title: string;
  hide: string[];
  /** Pixels, or 0 for the shape. */
  height: number;
  shape: "16 / 9" | "4 / 3" | "1 / 1";
  asOf: string;
  locator: boolean;
}

export const DEFAULT_FRAME: FrameOptions = {
  title: "",
  hide: ["list"],
  height: 480,
  shape: "16 / 9",
  asOf: "",
  locator: false,
};

/** The iframe's code: no script; a fixed height, or a shape by the style of the frame alone. */
export function frameCode(
  address: string,
  label: string,
  { height, shape }: Pick<FrameOptions, "height" | "shape">,
): string {
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const size = height
    ? `height="${height}" style="border:0;width:100%"`
    : `style="border:0;width:100%;aspect-ratio:${shape}"`;
  return `<iframe src="${escaped(address)}" title="${escaped(label)}" width="100%" ${size} loading="lazy" allowfullscreen></iframe>`;
}

export class SharePanel {
  #frame: FrameOptions;

  constructor(
    private readonly context: Context,
    private readonly bbox: () => Bbox | null,
    private readonly look: () => { lat: number; lon: number; zoom: number },
  ) {
    this.#frame = { ...DEFAULT_FRAME, locator: context.store.state.locator };
  }

  content(): Child[] {
    const { strings } = this.context;
    return [
      h(
        "section",
        {},
        h("h2", {}, strings.t("share.link")),
        this.#copyField(window.location.href, strings.t("share.link")),
      ),
      this.#embed(),
      h("section", {}, h("h2", {}, strings.t("share.export")), h("ul", { class: "downloads" }, this.#downloads())),
    ];
  }

  #copyField(text: string, label: string): HTMLElement {
    const field = h("input", {
      type: "text",
      readonly: true,
      value: text,
      "aria-label": label,
      dir: "ltr",
      onfocus: () => field.select(),
    });
    return h("div", { class: "copy-field" }, field, this.#copyButton(field, label));
  }

  #copyButton(field: HTMLInputElement | HTMLTextAreaElement, label: string): HTMLElement {
    const { strings, announce } = this.context;
    const copy = async () => {
      field.select();
      await navigator.clipboard?.writeText(field.value);
      announce(strings.t("card.copied"));
      button.textContent = strings.t("card.copied");
    };
    const button = h(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-label": `${strings.t("card.copy")}: ${label}`,
        onclick: () => void copy(),
      },
      strings.t("card.copy"),
    );
    return button;
  }

  #downloads(): HTMLElement[] {
    const { strings, store } = this.context;
    const parameters = filterParameters(store.state, store.state.view ? this.bbox() : null);
    const links = FORMS.map(([label, form]) => {
      const put = new URLSearchParams(parameters);
      put.set("limit", "10000");
      if (form) put.set("f", form);
      const path = form ? "collections/incidents/items" : "incidents.geojson";
      return h("li", {}, h("a", { href: `${path}?${put}`, download: form || "geojson" }, label));
    });
    return [...links, h("li", {}, h("a", { href: `feed.atom?${parameters}` }, strings.t("share.feed")))];
  }

  #address(): string {
    const { state } = this.context.store;
    const { height: _, shape: __, ...frame } = this.#frame;
    const query = queryFromState({ ...state, view: state.view ?? this.look(), ...frame, selected: null });
    return new URL(`embed?${query}`, document.baseURI).href;
  }

  #embed(): HTMLElement {
    const { strings } = this.context;
    const t = strings.t.bind(strings);
    const code = h("textarea", {
      rows: 4,
      readonly: true,
      "aria-label": t("share.code"),
      dir: "ltr",
      spellcheck: "false",
    });
    const preview = h("iframe", { title: t("share.preview"), loading: "lazy" });
    const draw = () => {
      const address = this.#address();
      code.value = frameCode(address, this.#frame.title || t("page.title"), this.#frame);
      preview.src = address;
      preview.style.height = this.#frame.height ? `${Math.min(420, this.#frame.height)}px` : "auto";
      preview.style.aspectRatio = this.#frame.height ? "" : this.#frame.shape;
    };
    const set = (change: Partial<FrameOptions>) => {
      this.#frame = { ...this.#frame, ...change };
      draw();
    };
    const shapes: [string, Partial<FrameOptions>][] = [
      [`${t("share.fixed")} 480`, { height: 480 }],
      [`${t("share.fixed")} 360`, { height: 360 }],
      [`${t("share.ratio")} 16:9`, { height: 0, shape: "16 / 9" }],
      [`${t("share.ratio")} 4:3`, { height: 0, shape: "4 / 3" }],
      [`${t("share.ratio")} 1:1`, { height: 0, shape: "1 / 1" }],
    ];
    const shape = h(
      "select",
      { onchange: () => set(shapes[shape.selectedIndex]![1]) },
      shapes.map(([label]) => h("option", {}, label)),
    );
    const title = h("input", {
      type: "text",
      maxlength: 200,
      value: this.#frame.title,
      onchange: () => set({ title: title.value.trim() }),
    });
    const parts = PARTS.map((part) => {
      const box = h("input", { type: "checkbox", checked: !this.#frame.hide.includes(part) });
      box.addEventListener("change", () =>
        set({ hide: PARTS.filter((name) => (name === part ? !box.checked : this.#frame.hide.includes(name))) }),
      );
      return h(
        "label",
        { class: "box" },
        box,
        t(
          ({ title: "share.title", legend: "legend.title", timeline: "timeline.title", list: "embed.list" } as const)[
            part
          ],
        ),
      );
    });
    const freeze = h("input", { type: "checkbox" });
    freeze.addEventListener("change", () =>
      set({ asOf: freeze.checked ? `${new Date().toISOString().slice(0, 19)}Z` : "" }),
    );
    const locator = h("input", { type: "checkbox", checked: this.#frame.locator });
    locator.addEventListener("change", () => set({ locator: locator.checked }));
    draw();
    return h(
      "section",
      { class: "embed-maker" },
      h("h2", {}, t("share.embed")),
      h("div", { class: "fields" }, h("label", {}, t("share.title"), title), h("label", {}, t("share.shape"), shape)),
      h(
        "div",
        { class: "parts" },
        parts,
        h("label", { class: "box" }, locator, t("locator.title")),
        h("label", { class: "box" }, freeze, t("share.freeze")),
      ),
      code,
      h("p", {}, this.#copyButton(code, t("share.code"))),
      preview,
    );
  }
}

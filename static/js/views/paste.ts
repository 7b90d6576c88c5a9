// Paste a text or drop a file: its events appear on map and list at once, before anything is stored.

import { incidentsOf } from "../api/extracted.ts";
import { keepToken, token } from "../data/token.ts";
import { type Child, fill, h } from "../draw/dom.ts";
import type { IncidentDetail } from "../model.ts";
import { type Context, typeLabel } from "./context.ts";

const LONGEST = 2_000_000;

export class PastePanel {
  #found: IncidentDetail[] | null = null;

  constructor(
    private readonly context: Context,
    private readonly host: HTMLElement,
    private readonly shown: (found: IncidentDetail[] | null) => void,
  ) {}

  get found(): IncidentDetail[] | null {
    return this.#found;
  }

  open(): void {
    const { strings } = this.context;
    const t = strings.t.bind(strings);
    this.host.hidden = false;
    const text = h("textarea", { rows: 9, required: true, maxlength: LONGEST, dir: "auto" });
    const address = h("input", { type: "url", maxlength: 2000, dir: "ltr" });
    const hint = h("p", { class: "hint", role: "status", hidden: true }, t("paste.link"));
    // a link alone cannot be read: its page is not fetched; it becomes the address of what is pasted next
    text.addEventListener("input", () => {
      const alone = /^\s*(https?:\/\/\S+)\s*$/i.exec(text.value)?.[1];
      if (!alone) return;
      address.value = alone;
      text.value = "";
      hint.hidden = false;
    });
    const published = h("input", { type: "date" });
    const source = h("input", { type: "text", maxlength: 200 });
    const said = h("div", { class: "said-box", role: "status" });
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#read(
        {
          text: text.value,
          published: published.value || undefined,
          source: source.value || undefined,
          url: address.value || undefined,
        },
        said,
      );
    };
    const form = h(
      "form",
      { onsubmit: submit },
      h("p", { class: "fine" }, t("paste.help")),
      hint,
      h("label", { class: "field" }, t("paste.text"), text),
      h(
        "div",
        { class: "fields" },
        h("label", {}, t("paste.published"), published),
        h("label", {}, t("paste.source"), source),
        h("label", {}, t("paste.url"), address),
      ),
      h(
        "p",
        {},
        h("button", { type: "submit", class: "plain primary" }, t("paste.read")),
        " ",
        h("span", { class: "fine" }, t("paste.drop")),
      ),
    );
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      void event.dataTransfer?.files[0]?.text().then((read) => {
        text.value = read.slice(0, LONGEST);
      });
    });
    fill(
      this.host,
      h(
        "div",
        { class: "panel-head" },
        h("h2", {}, t("menu.paste")),
        h("button", { type: "button", class: "icon", "aria-label": t("close"), onclick: () => this.close() }, "×"),
      ),
      form,
      said,
    );
    text.focus();
  }

  close(): void {
    this.#found = null;
    this.host.hidden = true;
    fill(this.host);
    this.shown(null);
  }

  async #read(article: Record<string, unknown>, said: HTMLElement): Promise<void> {
    const { strings, client, legend } = this.context;
    fill(said, h("p", {}, strings.t("paste.reading")));
    try {
      const features = incidentsOf(await client.extract(article), legend, (type) => typeLabel(this.context, type));
      this.#found = features;
      this.shown(features);
      const count = features.length ? strings.t("paste.found", { n: features.length }) : strings.t("paste.none");
      fill(
        said,
        h("p", {}, h("strong", {}, count)),
        features.length ? this.#store(article, said) : null,
        h(
          "p",
          {},
          h("button", { type: "button", class: "plain", onclick: () => this.close() }, strings.t("paste.leave")),
        ),
      );
    } catch (error) {
      fill(
        said,
        h("p", { class: "wrong", role: "alert", dir: "auto" }, error instanceof Error ? error.message : String(error)),
      );
    }
  }

  #store(article: Record<string, unknown>, said: HTMLElement): Child {
    const { strings, client, announce } = this.context;
    const key = h("input", { type: "password", autocomplete: "off", value: token(), required: true });
    const store = async (event: SubmitEvent) => {
      event.preventDefault();
      keepToken(key.value);
      try {
        await client.store(article, token());
        announce(strings.t("paste.stored"));
        this.close();
      } catch (error) {
        said.append(
          h(
            "p",
            { class: "wrong", role: "alert", dir: "auto" },
            error instanceof Error ? error.message : String(error),
          ),
        );
      }
    };
    return h(
      "form",
      { class: "fields", onsubmit: (event: SubmitEvent) => void store(event) },
      h("label", {}, strings.t("paste.token"), key),
      h("button", { type: "submit", class: "plain" }, strings.t("paste.store")),
    );
  }
}

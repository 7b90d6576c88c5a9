// One search box for places, incidents and actors (a combobox).
import { fill, h } from "../draw/dom.ts";
import type { Bbox, Found } from "../model.ts";
import { whenText } from "../text/when.ts";
import type { Context } from "./context.ts";

/** Pixels of the window below which the field has no room for the whole of its label. */
const NARROW = 480;
const PAUSE_MS = 180;

interface Option {
  label: string;
  detail: string;
  choose(): void;
}

export interface SearchEvents {
  goTo(place: { lat: number; lon: number; bbox: Bbox | null }): void;
}

export class SearchView {
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  #options: Option[] = [];
  #at = -1;
  #timer = 0;
  #asked: AbortController | null = null;

  constructor(
    private readonly context: Context,
    host: HTMLElement,
    private readonly events: SearchEvents,
  ) {
    const { strings } = context;
    const label = strings.t("search.label");
    this.#input = h("input", {
      type: "search",
      id: "search",
      role: "combobox",
      placeholder: window.innerWidth < NARROW ? strings.t("search.short") : label,
      "aria-label": label,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "search-list",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 200,
    });
    this.#list = h("div", { id: "search-list", role: "listbox", "aria-label": label, hidden: true });
    fill(host, h("span", { class: "search-icon", "aria-hidden": "true" }), this.#input, this.#list);
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("blur", () => window.setTimeout(() => this.#close(), 150));
    this.#input.value = context.store.state.q;
  }

  focus(): void {
    this.#input.focus();
  }

  #typed(): void {
    window.clearTimeout(this.#timer);
    const q = this.#input.value.trim();
    if (q.length < 2) {
      this.#close();
      if (!q && this.context.store.state.q) this.context.store.set({ q: "" }, { step: true });
      return;
    }
    this.#timer = window.setTimeout(() => void this.#ask(q), PAUSE_MS);
  }

  async #ask(q: string): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    try {
      this.#show(q, await this.context.client.search(q, asked.signal));
    } catch {
      // the words themselves can still be searched for
      if (!asked.signal.aborted) this.#show(q, { places: [], incidents: [], actors: [] });
    }
  }

  #show(q: string, found: Found): void {
    const { strings, store, announce } = this.context;
    const words: Option = {
      label: strings.t("search.words", { q }),
      detail: "",
      choose: () => store.set({ q }, { step: true }),
    };
    const places = found.places.slice(0, 5).map((place) => ({
      label: place.name,
      detail: [(place as { admin1?: string }).admin1, place.country ? strings.country(place.country) : ""]
        .filter(Boolean)
        .join(", "),
      choose: () => this.events.goTo({ ...place, bbox: place.bbox ?? null }),
    }));
    const incidents = found.incidents.slice(0, 5).map((hit) => {
      const { title, start } = { ...hit, ...(hit as { properties?: { title: string; start: string } }).properties };
      return {
        label: title,
        detail: start ? whenText({ start, end: null, time_precision: "day" }, strings) : "",
        choose: () => store.set({ selected: hit.id }, { step: true }),
      };
    });
    const actors = found.actors.slice(0, 4).map(({ key, name }) => ({
      label: name,
      detail: "",
      choose: () => store.set({ actor: key ?? name, statuses: ["all"], view: null, selected: null }, { step: true }),
    }));
    this.#options = [...places, ...incidents, ...actors, words];
    this.#at = -1;
    let index = 0;
    const section = (title: string, options: Option[]) =>
      options.length
        ? h(
            "div",
            { role: "group", "aria-label": title || strings.t("search.label") },
            title ? h("div", { class: "search-head", "aria-hidden": "true" }, title) : null,
            options.map((option) => this.#option(option, index++)),
          )
        : null;
    fill(
      this.#list,
      section(strings.t("search.places"), places),
      section(strings.t("search.incidents"), incidents),
      section(strings.t("search.actors"), actors),
      section("", [words]),
    );
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    announce(strings.t("search.found", { n: this.#options.length }));
  }

  #option(option: Option, index: number): HTMLElement {
    const choose = (event: Event) => {
      event.preventDefault();
      this.#choose(option);
    };
    return h(
      "div",
      { role: "option", id: `search-${index}`, "aria-selected": "false", onpointerdown: choose },
      h("span", { dir: "auto" }, option.label),
      h("span", { class: "fine", dir: "auto" }, option.detail),
    );
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      if (this.#list.hidden) this.#input.value = "";
      this.#close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = this.#options[this.#at];
      const q = this.#input.value.trim();
      if (option && !this.#list.hidden) this.#choose(option);
      else {
        this.context.store.set({ q }, { step: true });
        this.#close();
      }
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.#options.length && !this.#list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#at = (this.#at + step + this.#options.length) % this.#options.length;
      this.#list.querySelectorAll('[role="option"]').forEach((row, i) => {
        row.setAttribute("aria-selected", String(i === this.#at));
        if (i === this.#at) row.scrollIntoView({ block: "nearest" });
      });
      this.#input.setAttribute("aria-activedescendant", `search-${this.#at}`);
    }
  }

  #choose(option: Option): void {
    this.#close();
    option.choose();
  }

  #close(): void {
    window.clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }
}

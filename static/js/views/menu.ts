// The buttons at the top right: share, and everything else.
import { type Child, h } from "../draw/dom.ts";
import type { State } from "../state/state.ts";
import { LANGUAGES } from "../text/strings.ts";
import type { Context } from "./context.ts";

const KEPT = "incident-map.views";

interface SavedView {
  name: string;
  query: string;
}

export interface MenuActions {
  paste(): void;
  review(): void;
  png(): void;
}

export class MenuPanel {
  constructor(
    private readonly context: Context,
    private readonly actions: MenuActions,
    private readonly redraw: () => void,
  ) {}

  content(): Child[] {
    const { strings } = this.context;
    const act = (label: string, run: () => void) =>
      h("li", {}, h("button", { type: "button", class: "menu-line", onclick: run }, label));
    return [
      h(
        "ul",
        {},
        act(strings.t("menu.paste"), this.actions.paste),
        act(strings.t("menu.review"), this.actions.review),
        act(strings.t("menu.png"), this.actions.png),
        act(strings.t("menu.print"), () => window.print()),
      ),
      this.#locator(),
      this.#theme(),
      this.#language(),
      this.#saved(),
    ];
  }

  #locator(): HTMLElement {
    const { strings, store } = this.context;
    const box = h("input", {
      type: "checkbox",
      checked: store.state.locator,
      onchange: () => store.set({ locator: box.checked }),
    });
    return h("label", { class: "menu-field box" }, box, strings.t("locator.title"));
  }

  #theme(): HTMLElement {
    const { strings, store } = this.context;
    const themes: State["theme"][] = ["auto", "light", "dark"];
    const options = themes.map((theme) =>
      h("option", { value: theme, selected: store.state.theme === theme }, strings.t(`menu.theme.${theme}`)),
    );
    const select = h("select", { onchange: () => store.set({ theme: select.value as State["theme"] }) }, options);
    return h("label", { class: "menu-field" }, strings.t("menu.theme"), select);
  }

  #language(): HTMLElement {
    const { strings, store } = this.context;
    const options = Object.entries(LANGUAGES).map(([code, name]) =>
      h("option", { value: code, lang: code, selected: strings.lang === code }, name),
    );
    const select = h(
      "select",
      {
        onchange: () => {
          store.set({ lang: select.value });
          window.location.reload();
        },
      },
      options,
    );
    return h("label", { class: "menu-field" }, strings.t("menu.language"), select);
  }

  #saved(): HTMLElement {
    const { strings } = this.context;
    const views = savedViews();
    const name = h("input", {
      type: "text",
      maxlength: 80,
      required: true,
      "aria-label": strings.t("menu.save.name"),
      placeholder: strings.t("menu.save.name"),
    });
    const save = (event: SubmitEvent) => {
      event.preventDefault();
      keep([
        ...views.filter((view) => view.name !== name.value.trim()),
        { name: name.value.trim(), query: window.location.search },
      ]);
      this.redraw();
    };
    const rows = views.map((view) =>
      h(
        "li",
        { class: "saved" },
        h("a", { href: `./${view.query}` }, h("bdi", {}, view.name)),
        h(
          "button",
          {
            type: "button",
            class: "icon",
            "aria-label": strings.t("menu.delete", { name: view.name }),
            onclick: () => {
              keep(views.filter((other) => other !== view));
              this.redraw();
            },
          },
          "×",
        ),
      ),
    );
    return h(
      "section",
      {},
      h("h2", {}, strings.t("menu.saved")),
      rows.length ? h("ul", {}, rows) : h("p", { class: "fine" }, strings.t("menu.saved.none")),
      h(
        "form",
        { class: "copy-field", onsubmit: save },
        name,
        h("button", { type: "submit", class: "plain" }, strings.t("menu.save")),
      ),
    );
  }
}

/** Kept in this browser alone; what cannot be read is as if there were none. */
function savedViews(): SavedView[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter(
          ({ name, query }) =>
            typeof name === "string" && typeof query === "string" && (query === "" || query.startsWith("?")),
        )
      : [];
  } catch {
    return [];
  }
}

function keep(views: SavedView[]): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(views));
  } catch {
    // a browser that keeps nothing: the view is still in the address
  }
}

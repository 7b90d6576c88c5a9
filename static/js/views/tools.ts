// The page's further tools, each in a file of its own; the larger ones are loaded when first used.
import type { Change } from "../api/client.ts";
import { filterParameters } from "../api/query.ts";
import { Live } from "../data/live.ts";
import { fill, h } from "../draw/dom.ts";
import type { PictureText } from "../map/picture.ts";
import type { MapView } from "../map/view.ts";
import type { IncidentDetail } from "../model.ts";
import type { Shell } from "../shell.ts";
import { FILTERS } from "../state/state.ts";
import type { CardView } from "./card.ts";
import { type Context, groupLabel, statusLabel } from "./context.ts";
import { Popover } from "./popover.ts";

const SAID_MS = 4000;
/** What is new since the page was opened can wait until the page is there. */
const LIVE_MS = 400;
/** Pixels from the top of the list that do not count as scrolled. */
const AT_TOP = 8;

export class Tools {
  card: CardView | null = null;
  readonly #menu: Popover;
  readonly #bar: HTMLElement;
  readonly #paste: HTMLElement;
  #pasted: IncidentDetail[] | null = null;
  #review: import("./review.ts").ReviewMode | null = null;
  #timer = 0;

  constructor(
    private readonly context: Context,
    private readonly shell: Shell,
    private readonly map: MapView,
  ) {
    const { strings } = context;
    const share = new Popover(strings.t("menu.share"), () => this.#share(), true);
    this.#menu = new Popover(strings.t("menu.more"), () => this.#more());
    shell.actions.append(share.element, this.#menu.element);
    this.#bar = h("div", { class: "review-bar", hidden: true });
    this.#paste = h("section", { class: "filters paste", "aria-label": strings.t("menu.paste"), hidden: true });
    shell.stage.append(this.#bar);
    shell.panel.append(this.#paste);
  }

  start(): void {
    const { store, client } = this.context;
    store.subscribe((state, before) => {
      if ((state.actor || before.actor) && FILTERS.some((key) => state[key] !== before[key])) void this.#journey();
    });
    if (store.state.actor) void this.#journey();
    window.setTimeout(() => void new Live(client, (changes) => this.#changed(changes)).start(), LIVE_MS);
  }

  /** A detail that is at hand because it was read from a pasted text. */
  detailOf(id: string): IncidentDetail | undefined {
    return this.#pasted?.find((detail) => detail.id === id);
  }

  reviewTools(detail: IncidentDetail): HTMLElement | null {
    return this.#review?.tools(detail) ?? null;
  }

  nearMe(): void {
    const { strings } = this.context;
    const failed = () => this.say(strings.t("map.near.failed"));
    if (!navigator.geolocation) failed();
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => this.map.flyTo(coords.latitude, coords.longitude, 9),
      failed,
    );
  }

  /** Asks for a shape, then lets the user draw it. */
  draw(): void {
    const { strings, store } = this.context;
    const toast = this.shell.toast;
    const begin = (shape: "box" | "circle" | "polygon") => {
      const stop = this.map.startDrawing(shape, (area) => {
        toast.hidden = true;
        if (area) store.set({ area }, { step: true });
      });
      fill(
        toast,
        strings.t(`map.draw.help.${shape}`),
        h("button", { type: "button", class: "link", onclick: stop }, strings.t("map.draw.cancel")),
      );
    };
    const choice = (shape: "box" | "circle" | "polygon") =>
      h("button", { type: "button", class: "link", onclick: () => begin(shape) }, strings.t(`map.draw.${shape}`));
    window.clearTimeout(this.#timer);
    fill(toast, strings.t("map.draw"), choice("box"), choice("circle"), choice("polygon"));
    toast.hidden = false;
    toast.querySelector("button")?.focus();
  }

  say(text: string): void {
    const { toast } = this.shell;
    fill(toast, text);
    toast.hidden = false;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      toast.hidden = true;
    }, SAID_MS);
    this.context.announce(text);
  }

  async #share() {
    const { SharePanel } = await import("./share.ts");
    return new SharePanel(
      this.context,
      () => this.map.bbox(),
      () => this.map.look(),
    ).content();
  }

  async #more() {
    const { MenuPanel } = await import("./menu.ts");
    const actions = {
      paste: () => this.#closing(() => this.#openPaste()),
      review: () => this.#closing(() => this.#openReview()),
      png: () => this.#closing(() => this.#picture()),
    };
    return new MenuPanel(this.context, actions, () => void this.#menu.draw()).content();
  }

  #closing(run: () => Promise<void>): void {
    this.#menu.close();
    void run();
  }

  async #openPaste(): Promise<void> {
    const { PastePanel } = await import("./paste.ts");
    const { loader, store } = this.context;
    new PastePanel(this.context, this.#paste, (found) => {
      this.#pasted = found;
      if (!found) {
        loader.release();
        return;
      }
      store.set({ selected: null });
      loader.hold(found);
      this.map.fitAll();
    }).open();
  }

  async #openReview(): Promise<void> {
    const { ReviewMode } = await import("./review.ts");
    const { loader, store } = this.context;
    this.#review ??= new ReviewMode(this.context, this.#bar, {
      movable: (lat, lon, moved) => this.map.areas.movable([lat, lon], moved),
      candidates: (places) => {
        this.map.areas.candidates(places);
        if (!places.length && !this.#review?.on) this.map.areas.movable(null);
      },
      reload: () => {
        loader.refresh(0);
        if (store.state.selected) void this.card?.show(store.state.selected, null);
      },
      redraw: () => this.card?.redraw(),
    });
    this.#review.start();
    if (store.state.selected) void this.card?.show(store.state.selected, null);
  }

  async #picture(): Promise<void> {
    const { strings } = this.context;
    const { blob, whole } = await this.map.picture({
      title: `${document.title} · ${this.shell.count.textContent ?? ""}`,
      credit: this.shell.attribution.textContent ?? "",
      legend: this.#legendLines(),
    });
    if (!whole) this.say(strings.t("picture.without"));
    const link = h("a", { href: URL.createObjectURL(blob), download: "incident-map.png" });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), SAID_MS);
  }

  /** Groups and statuses of what is shown. */
  #legendLines(): PictureText["legend"] {
    const { legend, loader } = this.context;
    const { type: types = {}, status: statuses = {} } = loader.data.facets;
    const lines = Object.keys(legend.groups).flatMap((group) => {
      const type = Object.keys(legend.types).find((one) => legend.types[one]!.group === group && types[one]);
      return type ? [{ type, status: "occurred", label: groupLabel(this.context, group) }] : [];
    });
    const { type: sample = "" } = lines[0] ?? {};
    const others = Object.keys(legend.statuses).filter((status) => status !== "occurred" && statuses[status]);
    return [...lines, ...others.map((status) => ({ type: sample, status, label: statusLabel(this.context, status) }))];
  }

  async #journey(): Promise<void> {
    const { store, client } = this.context;
    if (!store.state.actor) return this.map.areas.journey(null);
    try {
      this.map.areas.journey(await client.tracks(filterParameters(store.state, null)));
    } catch {
      // the incidents themselves are shown; only the line between them is missing
      this.map.areas.journey(null);
    }
  }

  /** Shown at once to a reader who looks on; one who reads or works is asked. */
  #changed(changes: readonly Change[]): void {
    const { strings, loader, fresh } = this.context;
    fresh.drop(changes.filter(({ kind }) => kind === "gone").map(({ id }) => id));
    fresh.take(
      changes.flatMap(({ kind, feature, id }) => (feature && (kind === "new" || fresh.level(id)) ? [feature] : [])),
    );
    const text = strings.t("live.new", { n: new Set(changes.map(({ id }) => id)).size });
    if (this.#atRest()) {
      loader.refresh(0);
      this.say(text);
      return;
    }
    const show = () => {
      this.shell.toast.hidden = true;
      loader.refresh(0);
    };
    window.clearTimeout(this.#timer);
    fill(this.shell.toast, text, h("button", { type: "button", class: "link", onclick: show }, strings.t("live.show")));
    this.shell.toast.hidden = false;
    this.context.announce(text);
  }

  /** Nothing would move under the reader's eyes or hands. */
  #atRest(): boolean {
    const { list, filters, toast } = this.shell;
    const busy = this.context.store.state.selected || this.#pasted || this.#review?.on || !filters.hidden;
    const drawing = !toast.hidden && toast.querySelector("button");
    return !busy && !drawing && list.scrollTop < AT_TOP && !list.contains(document.activeElement);
  }
}

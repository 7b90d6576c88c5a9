// Marks as elements, each a Leaflet marker: sharp at any zoom of the browser, and their parts move by themselves.
import L from "leaflet";
import { h } from "../draw/dom.ts";
import { clusterSymbol, markSymbol } from "../draw/symbols.ts";
import type { Legend } from "../model.ts";
import { levelOf, type Mark, type MarkPainter, sizeOf } from "./mark.ts";

/** Leaflet lifts each mark into a layer of its own; all in one are moved, and painted, at once. */
const FlatMarker = L.Marker.extend({
  _setPos(this: Insides, at: L.Point) {
    this._icon.style.transform = `translate(${at.x}px, ${at.y}px)`;
    this._icon._leaflet_pos = at;
    this._zIndex = at.y + this.options.zIndexOffset;
    this._resetZIndex();
  },
}) as unknown as typeof L.Marker;

/** What Leaflet's marker has and its types do not tell. */
interface Insides {
  _icon: HTMLElement & { _leaflet_pos: L.Point };
  _zIndex: number;
  _resetZIndex(): void;
  options: { zIndexOffset: number };
}

const CHOSEN_LEVEL = 1000;
const HOT_LEVEL = 800;

export class MarkElements implements MarkPainter {
  readonly #layer: L.LayerGroup;
  readonly #drawn = new Map<string, { mark: Mark; marker: L.Marker }>();

  constructor(
    map: L.Map,
    private readonly legend: Legend,
    private readonly hovered: (id: string | null) => void,
  ) {
    this.#layer = L.layerGroup().addTo(map);
  }

  draw(marks: readonly Mark[]): void {
    const wanted = new Map(marks.map((mark) => [mark.key, mark]));
    for (const [key, { marker }] of this.#drawn) {
      if (wanted.has(key)) continue;
      this.#layer.removeLayer(marker);
      this.#drawn.delete(key);
    }
    for (const [key, mark] of wanted) {
      const known = this.#drawn.get(key);
      if (known) {
        known.mark = mark;
        known.marker.setLatLng([mark.lat, mark.lon]);
      } else this.#drawn.set(key, { mark, marker: this.#marker(mark) });
    }
  }

  point(chosen: Mark | undefined, hot: Mark | undefined): void {
    for (const [key, { mark, marker }] of this.#drawn) {
      const classes = marker.getElement()?.classList;
      classes?.toggle("chosen", key === chosen?.key);
      classes?.toggle("hot", key === hot?.key);
      marker.setZIndexOffset(key === chosen?.key ? CHOSEN_LEVEL : key === hot?.key ? HOT_LEVEL : levelOf(mark));
    }
  }

  /** Elements follow the page's own styles. */
  setDark(): void {}

  #marker(mark: Mark): L.Marker {
    const { look, size, incidents, fresh } = mark;
    const ring = look.kind === "ring";
    const kind = ring ? "cluster" : look.areal ? "mark areal" : "mark";
    const className = fresh ? `${kind} fresh fresh-${fresh}` : kind;
    const icon = L.divIcon({ html: this.#body(mark), className, iconSize: [size, size] });
    // keyboard: false, since the list is the keyboard's way: a tab stop each would bury the rest of the page
    const marker = new FlatMarker([mark.lat, mark.lon], { icon, keyboard: false, riseOnHover: true });
    marker.addTo(this.#layer);
    marker.bindTooltip(() => mark.tip(), { direction: "top", offset: [0, ring ? -12 : -14], className: "tip" });
    marker.on("click", () => mark.choose());
    if (!ring && incidents[0]) {
      const { id } = incidents[0];
      marker.on("mouseover", () => this.hovered(id));
      marker.on("mouseout", () => this.hovered(null));
      marker.getElement()?.setAttribute("data-id", id);
    }
    return marker;
  }

  #body({ look }: Mark): HTMLElement {
    if (look.kind === "ring")
      return h("span", { class: "mark-body" }, clusterSymbol(this.legend, look.types, look.count, look.text));
    const { type, status, areal, more } = look;
    const symbol = markSymbol(this.legend, { type, status, soft: areal }, sizeOf(look));
    return h("span", { class: "mark-body" }, symbol, more && h("span", { class: "badge" }, more));
  }
}

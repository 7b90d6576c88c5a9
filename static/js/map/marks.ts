// The marks: single incidents, several at one place, clusters. What stays from one drawing to the next is kept.
import L from "leaflet";
import { h } from "../draw/dom.ts";
import { clusterRadius, clusterSymbol, markSymbol } from "../draw/symbols.ts";
import type { Bbox, Cluster, Incident, Legend } from "../model.ts";
import { numberFormat } from "../text/intl.ts";
import type { Strings } from "../text/strings.ts";
import { type Stack, stacksOf, typesOf } from "./stacks.ts";

const MARK = 30;
const NEAR = 24;
const TOUCH = 36;
const NAMED = 4;

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

export interface MarkEvents {
  picked(incidents: Incident[]): void;
  hovered(id: string | null): void;
  /** A cluster was chosen: what it holds lies within the box, or at the point. */
  opened(within: { lat: number; lon: number; bbox: Bbox | null }, incidents: Incident[]): void;
  titleOf(incident: Incident): string;
}

/** Areas lie below marks, clusters above them: what is small or holds many can still be reached. */
const levelOf = (marker: L.Marker): number => {
  const kind = marker.getElement()?.classList;
  return kind?.contains("areal") ? -500 : kind?.contains("cluster") ? 200 : 0;
};

interface Drawn {
  key: string;
  ids: string[];
  make: () => L.Marker;
}

export class Marks {
  readonly #layer: L.LayerGroup;
  readonly #drawn = new Map<string, L.Marker>();
  readonly #markOf = new Map<string, L.Marker>();
  #selected: string | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly legend: Legend,
    private readonly strings: Strings,
    private readonly events: MarkEvents,
  ) {
    this.#layer = L.layerGroup().addTo(map);
  }

  draw(incidents: readonly Incident[], clusters: readonly Cluster[]): void {
    const wanted = [
      ...clusters.map((cluster) => this.#cluster(cluster)),
      ...stacksOf(incidents, this.map.getZoom(), NEAR).map((stack) => this.#stack(stack)),
    ];
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, marker] of this.#drawn) {
      if (keys.has(key)) continue;
      this.#layer.removeLayer(marker);
      this.#drawn.delete(key);
    }
    this.#markOf.clear();
    for (const { key, ids, make } of wanted) {
      const marker = this.#drawn.get(key) ?? make();
      this.#drawn.set(key, marker);
      for (const id of ids) this.#markOf.set(id, marker);
    }
    this.select(this.#selected);
  }

  select(id: string | null): void {
    this.#selected = id;
    const chosen = id ? this.#markOf.get(id) : undefined;
    for (const marker of this.#drawn.values()) {
      marker.getElement()?.classList.toggle("chosen", marker === chosen);
      marker.setZIndexOffset(marker === chosen ? 1000 : levelOf(marker));
    }
  }

  hover(id: string | null): void {
    const hot = id ? this.#markOf.get(id) : undefined;
    for (const marker of this.#drawn.values()) marker.getElement()?.classList.toggle("hot", marker === hot);
    hot?.setZIndexOffset(800);
  }

  #cluster(cluster: Cluster): Drawn {
    const { lat, lon, count, types } = cluster;
    return {
      key: `cluster ${lat} ${lon} ${count}`,
      ids: [],
      make: () => {
        const marker = this.#marker(lat, lon, this.#ring(types, count), clusterRadius(count) * 2 + 4, "cluster");
        marker.bindTooltip(() => h("span", {}, this.strings.t("map.cluster", { n: count })), {
          direction: "top",
          offset: [0, -12],
        });
        return marker.on("click", () => this.events.opened(cluster, []));
      },
    };
  }

  #stack(stack: Stack): Drawn {
    const { incidents, onePlace } = stack;
    const mixed = !onePlace && incidents.length > 3;
    const ids = incidents.map(({ id }) => id);
    const said = incidents.map(({ id, properties }) => `${id} ${properties.updated}`).join(" ");
    return { key: `${mixed} ${said}`, ids, make: () => (mixed ? this.#mixed(stack) : this.#single(stack)) };
  }

  #single({ incidents, lat, lon, areal }: Stack): L.Marker {
    const first = incidents[0]!;
    const { type, status } = first.properties;
    const symbol = markSymbol(this.legend, { type, status, soft: areal }, MARK + (areal ? 4 : 0));
    const more = incidents.length > 1 && h("span", { class: "badge" }, this.strings.number(incidents.length));
    const body = h("span", { class: "mark-body" }, symbol, more);
    const marker = this.#marker(lat, lon, body, TOUCH, areal ? "mark areal" : "mark");
    marker.bindTooltip(() => this.#tip(incidents), { direction: "top", offset: [0, -14], className: "tip" });
    marker.on("click", () => this.events.picked(incidents));
    marker.on("mouseover", () => this.events.hovered(first.id));
    marker.on("mouseout", () => this.events.hovered(null));
    marker.getElement()?.setAttribute("data-id", first.id);
    return marker;
  }

  #mixed({ incidents, lat, lon }: Stack): L.Marker {
    const count = incidents.length;
    const ring = this.#ring(typesOf(incidents), count);
    const marker = this.#marker(lat, lon, ring, clusterRadius(count) * 2 + 4, "cluster");
    marker.bindTooltip(() => this.#tip(incidents), { direction: "top", offset: [0, -12], className: "tip" });
    const lons = incidents.map(({ geometry }) => geometry!.coordinates[0]);
    const lats = incidents.map(({ geometry }) => geometry!.coordinates[1]);
    const bbox: Bbox = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    return marker.on("click", () => this.events.opened({ lat, lon, bbox }, incidents));
  }

  #ring(types: Record<string, number>, count: number): HTMLElement {
    const notation = count > 9999 ? "compact" : "standard";
    const text = numberFormat(this.strings.locale, { notation }).format(count);
    return h("span", { class: "mark-body" }, clusterSymbol(this.legend, types, count, text));
  }

  #marker(lat: number, lon: number, content: HTMLElement, size: number, className: string): L.Marker {
    const icon = L.divIcon({ html: content, className, iconSize: [size, size] });
    // keyboard: false, since the list is the keyboard's way: a tab stop each would bury the rest of the page
    return new FlatMarker([lat, lon], { icon, keyboard: false, riseOnHover: true }).addTo(this.#layer);
  }

  #tip(incidents: readonly Incident[]): HTMLElement {
    const lines = incidents
      .slice(0, NAMED)
      .map((incident) => h("span", { class: "tip-line" }, this.events.titleOf(incident)));
    const rest = incidents.length - NAMED;
    const more = rest > 0 ? h("span", { class: "tip-more" }, `+${this.strings.number(rest)}`) : null;
    return h("span", { class: "tip-body", dir: "auto" }, lines, more);
  }
}

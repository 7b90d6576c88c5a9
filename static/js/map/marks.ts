// The marks: single incidents, several at one place, clusters.
import type L from "leaflet";
import { h } from "../draw/dom.ts";
import { clusterRadius } from "../draw/symbols.ts";
import type { Bbox, Cluster, Incident, Legend } from "../model.ts";
import { numberFormat } from "../text/intl.ts";
import type { Strings } from "../text/strings.ts";
import { byLevel, type Mark, type RingLook, sizeOf } from "./mark.ts";
import { MarkCanvas } from "./markcanvas.ts";
import { MarkElements } from "./markelements.ts";
import type { Covering } from "./spots.ts";
import { spread } from "./spread.ts";
import { type Stack, stacksOf, typesOf } from "./stacks.ts";

const NEAR = 24;
const TOUCH = 36;
/** Pixels that a ring may stand beside its place. */
const MOST_ASIDE = 18;
const NAMED = 4;
/** As many marks as are drawn as elements; more are painted on one canvas, in a fraction of the time. */
const MOST_ELEMENTS = 40;

export interface MarkEvents {
  picked(incidents: Incident[]): void;
  hovered(id: string | null): void;
  /** A cluster was chosen: what it holds lies within the box, or at the point. */
  opened(within: { lat: number; lon: number; bbox: Bbox | null }, incidents: Incident[]): void;
  titleOf(incident: Incident): string;
  /** How fresh an incident is, 0 to 4. */
  fresh(id: string): number;
}

export class Marks {
  readonly #elements: MarkElements;
  readonly #canvas: MarkCanvas;
  #incidents: readonly Incident[] = [];
  #clusters: readonly Cluster[] = [];
  #marks: Mark[] = [];
  readonly #markOf = new Map<string, Mark>();
  #selected: string | null = null;
  #hot: string | null = null;

  constructor(
    private readonly map: L.Map,
    legend: Legend,
    private readonly strings: Strings,
    private readonly events: MarkEvents,
  ) {
    this.#elements = new MarkElements(map, legend, events.hovered);
    this.#canvas = new MarkCanvas(map, legend, events.hovered);
  }

  draw(incidents: readonly Incident[], clusters: readonly Cluster[]): void {
    [this.#incidents, this.#clusters] = [incidents, clusters];
    this.#marks = this.#apart([
      ...clusters.map((cluster) => this.#cluster(cluster)),
      ...stacksOf(incidents, this.map.getZoom(), NEAR).map((stack) => this.#stack(stack)),
    ]);
    this.#markOf.clear();
    for (const mark of this.#marks) for (const { id } of mark.incidents) this.#markOf.set(id, mark);
    const many = this.#marks.length > MOST_ELEMENTS;
    // the fresh ones move and fade: they are elements in any case
    this.#elements.draw(many ? this.#marks.filter(({ fresh }) => fresh) : this.#marks);
    this.#canvas.draw(many ? this.#marks.filter(({ fresh }) => !fresh) : []);
    this.#point();
  }

  select(id: string | null): void {
    const before = this.#selected;
    this.#selected = id;
    // among several at one place the chosen one shows its own symbol
    const several = (one: string | null) => one !== null && (this.#markOf.get(one)?.incidents.length ?? 0) > 1;
    if (id !== before && (several(id) || several(before))) this.draw(this.#incidents, this.#clusters);
    else this.#point();
  }

  hover(id: string | null): void {
    if (id === this.#hot) return;
    this.#hot = id;
    this.#point();
  }

  setDark(dark: boolean): void {
    this.#canvas.setDark(dark);
  }

  /** Whether a click there chose a mark that is no element of its own. */
  chosenAt(at: L.Point): boolean {
    return this.#canvas.chosenAt(at);
  }

  /** All of them in the order of painting, and the chosen one. */
  drawn(): { marks: Mark[]; chosen: Mark | undefined } {
    return {
      marks: [...this.#marks].sort(byLevel),
      chosen: this.#selected ? this.#markOf.get(this.#selected) : undefined,
    };
  }

  /** What they cover of the map, in circles. */
  covering(): Covering[] {
    const radius = ({ look, size }: Mark) => (look.kind === "ring" ? size / 2 : sizeOf(look) / 2);
    return this.#marks.map((mark) => ({ lat: mark.lat, lon: mark.lon, r: radius(mark) }));
  }

  #point(): void {
    const of = (id: string | null) => (id ? this.#markOf.get(id) : undefined);
    for (const painter of [this.#elements, this.#canvas]) painter.point(of(this.#selected), of(this.#hot));
  }

  #cluster(cluster: Cluster): Mark {
    const { lat, lon, count, types } = cluster;
    return {
      key: `cluster ${lat} ${lon} ${count}`,
      lat,
      lon,
      look: this.#ring(types, count),
      size: clusterRadius(count) * 2 + 4,
      incidents: [],
      fresh: 0,
      tip: () => h("span", {}, this.strings.t("map.cluster", { n: count })),
      choose: () => this.events.opened(cluster, []),
    };
  }

  #stack({ incidents, lat, lon, onePlace, areal }: Stack): Mark {
    const count = incidents.length;
    const mixed = !onePlace && count > 3;
    const front = incidents.find(({ id }) => id === this.#selected) ?? incidents[0]!;
    const { type, status } = front.properties;
    const fresh = Math.max(...incidents.map(({ id }) => this.events.fresh(id)));
    const more = count > 1 ? this.strings.number(count) : "";
    return {
      key: `${mixed} ${fresh} ${front.id} ${incidents.map(({ id, properties }) => `${id} ${properties.updated}`).join(" ")}`,
      lat,
      lon,
      look: mixed ? this.#ring(typesOf(incidents), count) : { kind: "symbol", type, status, areal, more },
      size: mixed ? clusterRadius(count) * 2 + 4 : TOUCH,
      incidents,
      fresh,
      tip: () => this.#tip(incidents),
      choose: () =>
        mixed ? this.events.opened({ lat, lon, bbox: boundsOf(incidents) }, incidents) : this.events.picked(incidents),
    };
  }

  /** Rings off each other and off single symbols. */
  #apart(marks: Mark[]): Mark[] {
    const points = marks.map(({ lat, lon }) => this.map.latLngToLayerPoint([lat, lon]));
    const circles = marks.map(({ look, size }, i) => {
      const ring = look.kind === "ring";
      return { x: points[i]!.x, y: points[i]!.y, r: ring ? size / 2 - 1 : sizeOf(look) / 2, fixed: !ring };
    });
    const places = spread(circles, MOST_ASIDE);
    return marks.map((mark, i) => {
      const { x, y } = places[i]!;
      if (x === circles[i]!.x && y === circles[i]!.y) return mark;
      const { lat, lng } = this.map.layerPointToLatLng([x, y]);
      return { ...mark, lat, lon: lng };
    });
  }

  #ring(types: Record<string, number>, count: number): RingLook {
    const notation = count > 9999 ? "compact" : "standard";
    return { kind: "ring", types, count, text: numberFormat(this.strings.locale, { notation }).format(count) };
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

function boundsOf(incidents: readonly Incident[]): Bbox {
  const lons = incidents.map(({ geometry }) => geometry!.coordinates[0]);
  const lats = incidents.map(({ geometry }) => geometry!.coordinates[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

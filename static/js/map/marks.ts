// The marks: single incidents, several at one place, clusters.
import type L from "leaflet";
import { h } from "../draw/dom.ts";
import { clusterRadius } from "../draw/symbols.ts";
import type { Bbox, Cluster, Incident, Legend } from "../model.ts";
import { numberFormat } from "../text/intl.ts";
import type { Strings } from "../text/strings.ts";
import { byLevel, type Mark, type RingLook } from "./mark.ts";
import { MarkCanvas } from "./markcanvas.ts";
import { MarkElements } from "./markelements.ts";
import { type Stack, stacksOf, typesOf } from "./stacks.ts";

const NEAR = 24;
const TOUCH = 36;
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
    this.#marks = [
      ...clusters.map((cluster) => this.#cluster(cluster)),
      ...stacksOf(incidents, this.map.getZoom(), NEAR).map((stack) => this.#stack(stack)),
    ];
    this.#markOf.clear();
    for (const mark of this.#marks) for (const { id } of mark.incidents) this.#markOf.set(id, mark);
    const many = this.#marks.length > MOST_ELEMENTS;
    // the fresh ones move and fade: they are elements in any case
    this.#elements.draw(many ? this.#marks.filter(({ fresh }) => fresh) : this.#marks);
    this.#canvas.draw(many ? this.#marks.filter(({ fresh }) => !fresh) : []);
    this.#point();
  }

  select(id: string | null): void {
    this.#selected = id;
    this.#point();
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
    const { type, status } = incidents[0]!.properties;
    const fresh = Math.max(...incidents.map(({ id }) => this.events.fresh(id)));
    const more = count > 1 ? this.strings.number(count) : "";
    return {
      key: `${mixed} ${fresh} ${incidents.map(({ id, properties }) => `${id} ${properties.updated}`).join(" ")}`,
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

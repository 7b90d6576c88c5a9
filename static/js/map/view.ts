// The map on the page. Only static/js/map touches Leaflet; the rest of the page speaks to this class.
import L from "leaflet";
import { h } from "../draw/dom.ts";
import { clusterRadius, clusterSymbol, markSymbol } from "../draw/symbols.ts";
import type { Bbox, Cluster, Incident, Legend } from "../model.ts";
import type { Area, MapView as Look } from "../state/state.ts";
import type { Strings } from "../text/strings.ts";
import { Areas, type PlaceShapes } from "./areas.ts";
import { drawArea, type Shape } from "./drawing.ts";
import type { PictureText } from "./picture.ts";
import { type Stack, stacksOf, typesOf } from "./stacks.ts";
import { DARK, LIGHT } from "./theme.ts";
import { basemapLayer } from "./tiles.ts";
import type { World } from "./world.ts";

const LAST_ZOOM = 13;
const MARK = 30;
const NEAR = 21;
const TOUCH = 36;

export interface MapEvents {
  moved(look: Look, bbox: Bbox | null): void;
  picked(incidents: Incident[]): void;
  hovered(id: string | null): void;
}

export interface MapSetup {
  host: HTMLElement;
  world: Promise<World>;
  legend: Legend;
  strings: Strings;
  shapes: PlaceShapes;
  /** Where it looks at first; null: the world. */
  first: Look | null;
  events: MapEvents;
  /** Pixels of the map that are covered by panels: top, right, bottom, left. */
  covered: () => [number, number, number, number];
}

export class MapView {
  readonly map: L.Map;
  readonly areas: Areas;
  readonly #tiles: L.GridLayer;
  readonly #marks = L.layerGroup();
  readonly #markOf = new Map<string, L.Marker>();
  #dark = false;
  #incidents: Incident[] = [];
  #clusters: Cluster[] = [];
  #selected: string | null = null;
  #silent = false;

  constructor(private readonly setup: MapSetup) {
    const { host, world, strings } = setup;
    this.map = L.map(host, {
      zoomControl: false,
      attributionControl: false,
      minZoom: 1.5,
      maxZoom: LAST_ZOOM,
      zoomSnap: 0.5,
      wheelPxPerZoomLevel: 110,
      worldCopyJump: true,
      maxBounds: [
        [-86, -10000],
        [86, 10000],
      ],
      maxBoundsViscosity: 1,
      // not the world first: its tiles would be loaded for nothing
      center: setup.first ? [setup.first.lat, setup.first.lon] : [25, 15],
      zoom: setup.first?.zoom ?? 2,
    });
    host.setAttribute("aria-label", strings.t("map.label"));
    host.setAttribute("role", "application");
    host.setAttribute("aria-roledescription", strings.t("map.label"));
    this.#tiles = basemapLayer(
      world,
      {
        theme: () => (this.#dark ? DARK : LIGHT),
        countryName: (code, name) => (strings.lang === "en" ? name : strings.country(code)),
      },
      { maxZoom: LAST_ZOOM, minZoom: 1, keepBuffer: 2, updateWhenZooming: false, className: "basemap" },
    ).addTo(this.map);
    this.areas = new Areas(this.map, setup.shapes, () => this.#incidents);
    this.#marks.addTo(this.map);
    this.map.getPane("markerPane")?.setAttribute("aria-hidden", "true");
    this.map.getPane("overlayPane")?.setAttribute("aria-hidden", "true");
    this.map.on("moveend", () => this.#moved());
    this.map.on("zoomend", () => this.#draw());
    this.map.on("click", (event) => void this.#note(event.latlng));
  }

  /** Moves there without telling of it. */
  show({ lat, lon, zoom }: Look): void {
    this.#quietly(() => this.map.setView([lat, lon], zoom, { animate: false }));
  }

  /** Looks at all that is drawn. */
  fitAll(): void {
    const points: L.LatLngExpression[] = [
      ...this.#incidents.flatMap(({ geometry }) =>
        geometry ? [[geometry.coordinates[1], geometry.coordinates[0]] as L.LatLngTuple] : [],
      ),
      ...this.#clusters.map(({ lat, lon }) => [lat, lon] as L.LatLngTuple),
    ];
    if (!points.length) return;
    this.#quietly(() => this.#fit(L.latLngBounds(points), 6, false));
  }

  fitBounds([west, south, east, north]: Bbox): void {
    const right = east < west ? east + 360 : east;
    this.#fit(
      L.latLngBounds([
        [south, west],
        [north, right],
      ]),
      12,
      true,
    );
  }

  flyTo(lat: number, lon: number, zoom: number): void {
    this.map.flyTo([lat, lon], Math.max(this.map.getZoom(), zoom), { duration: 0.5 });
  }

  zoomBy(step: number): void {
    this.map.setZoom(this.map.getZoom() + step);
  }

  /** West, south, east, north; null where the whole world is in view. */
  bbox(): Bbox | null {
    const bounds = this.map.getBounds();
    if (bounds.getEast() - bounds.getWest() >= 350) return null;
    const wrap = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;
    const clamp = (lat: number) => Math.max(-90, Math.min(90, lat));
    return [wrap(bounds.getWest()), clamp(bounds.getSouth()), wrap(bounds.getEast()), clamp(bounds.getNorth())];
  }

  look(): Look {
    const { lat, lng } = this.map.getCenter().wrap();
    return { lat, lon: lng, zoom: this.map.getZoom() };
  }

  draw(incidents: Incident[], clusters: Cluster[]): void {
    this.#incidents = incidents;
    this.#clusters = clusters;
    this.#draw();
  }

  select(id: string | null, incident: Incident | null): void {
    this.#selected = id;
    this.#mark();
    this.areas.select(incident);
    if (!incident?.geometry) return;
    const [lon, lat] = incident.geometry.coordinates;
    this.#bringIntoView([lat, lon]);
  }

  hover(id: string | null): void {
    for (const marker of this.#markOf.values()) marker.getElement()?.classList.remove("hot");
    if (!id) return;
    const marker = this.#markOf.get(id);
    marker?.getElement()?.classList.add("hot");
    marker?.setZIndexOffset(800);
  }

  setDark(dark: boolean): void {
    if (dark === this.#dark) return;
    this.#dark = dark;
    this.#tiles.redraw();
  }

  /** Lets the user draw an area; returns what gives it up. */
  startDrawing(shape: Shape, done: (area: Area | null) => void): () => void {
    return drawArea(this.map, shape, done);
  }

  async picture(text: PictureText): Promise<Blob> {
    const { pictureOf } = await import("./picture.ts");
    return pictureOf(this.map, text);
  }

  redrawNames(): void {
    this.#tiles.redraw();
  }

  resized(): void {
    this.#quietly(() => this.map.invalidateSize({ animate: false, pan: false }));
  }

  #fit(bounds: L.LatLngBounds, maxZoom: number, animate: boolean): void {
    const [top, right, bottom, left] = this.setup.covered();
    this.map.fitBounds(bounds, {
      paddingTopLeft: [left + 46, top + 46],
      paddingBottomRight: [right + 46, bottom + 46],
      maxZoom,
      animate,
    });
  }

  #quietly(move: () => void): void {
    this.#silent = true;
    move();
    this.#silent = false;
  }

  #moved(): void {
    if (!this.#silent) this.setup.events.moved(this.look(), this.bbox());
  }

  #bringIntoView(at: L.LatLngTuple): void {
    const [top, right, bottom, left] = this.setup.covered();
    const size = this.map.getSize();
    const point = this.map.latLngToContainerPoint(at);
    const seen =
      point.x > left + 24 && point.x < size.x - right - 24 && point.y > top + 24 && point.y < size.y - bottom - 24;
    if (!seen) {
      const target = L.point((left + size.x - right) / 2, (top + size.y - bottom) / 2);
      this.map.panBy(point.subtract(target), { duration: 0.35 });
    }
  }

  #draw(): void {
    this.#marks.clearLayers();
    this.#markOf.clear();
    for (const cluster of this.#clusters) this.#addCluster(cluster);
    for (const stack of stacksOf(this.#incidents, this.map.getZoom(), NEAR)) this.#addStack(stack);
    this.areas.draw(this.map.getZoom());
    this.#mark();
  }

  #mark(): void {
    for (const [id, marker] of this.#markOf) {
      const chosen = id === this.#selected;
      if (chosen) {
        marker.getElement()?.classList.add("chosen");
        marker.setZIndexOffset(1000);
      }
    }
    const kept = this.#selected ? this.#markOf.get(this.#selected) : undefined;
    for (const marker of this.#markOf.values()) if (marker !== kept) marker.getElement()?.classList.remove("chosen");
  }

  #addCluster({ lat, lon, count, types, bbox }: Cluster): void {
    const { strings } = this.setup;
    const marker = this.#marker(lat, lon, this.#ring(types, count), clusterRadius(count) * 2 + 4, "cluster");
    marker.bindTooltip(() => h("span", {}, strings.t("map.cluster", { n: count })), {
      direction: "top",
      offset: [0, -12],
    });
    marker.on("click", () => {
      const flat = !bbox || (bbox[0] === bbox[2] && bbox[1] === bbox[3]);
      if (flat) this.flyTo(lat, lon, Math.min(LAST_ZOOM, this.map.getZoom() + 2));
      else this.fitBounds(bbox);
    });
  }

  #addStack(stack: Stack): void {
    const { incidents, lat, lon, areal, onePlace } = stack;
    if (!onePlace && incidents.length > 3) {
      this.#addMixed(stack);
      return;
    }
    const first = incidents[0]!;
    const { type, status } = first.properties;
    const content = h(
      "span",
      { class: "mark-body" },
      markSymbol(this.setup.legend, { type, status, soft: areal }, MARK + (areal ? 4 : 0)),
    );
    if (incidents.length > 1)
      content.append(h("span", { class: "badge" }, this.setup.strings.number(incidents.length)));
    const marker = this.#marker(lat, lon, content, TOUCH, areal ? "mark areal" : "mark");
    for (const { id } of incidents) this.#markOf.set(id, marker);
    marker.bindTooltip(() => this.#tip(incidents), { direction: "top", offset: [0, -14], className: "tip" });
    marker.on("click", () => this.setup.events.picked(incidents));
    marker.on("mouseover", () => this.setup.events.hovered(first.id));
    marker.on("mouseout", () => this.setup.events.hovered(null));
    marker.getElement()?.setAttribute("data-id", first.id);
  }

  #addMixed({ incidents, lat, lon }: Stack): void {
    const count = incidents.length;
    const marker = this.#marker(
      lat,
      lon,
      this.#ring(typesOf(incidents), count),
      clusterRadius(count) * 2 + 4,
      "cluster",
    );
    for (const { id } of incidents) this.#markOf.set(id, marker);
    marker.bindTooltip(() => this.#tip(incidents), { direction: "top", offset: [0, -12], className: "tip" });
    marker.on("click", () => {
      const points = incidents.map(
        ({ geometry }) => [geometry!.coordinates[1], geometry!.coordinates[0]] as L.LatLngTuple,
      );
      if (this.map.getZoom() >= LAST_ZOOM) this.setup.events.picked(incidents);
      else this.#fit(L.latLngBounds(points), LAST_ZOOM, true);
    });
  }

  #ring(types: Record<string, number>, count: number): HTMLElement {
    const { legend, strings } = this.setup;
    const text = new Intl.NumberFormat(strings.locale, { notation: count > 9999 ? "compact" : "standard" }).format(
      count,
    );
    return h("span", { class: "mark-body" }, clusterSymbol(legend, types, count, text));
  }

  #marker(lat: number, lon: number, content: HTMLElement, size: number, className: string): L.Marker {
    const icon = L.divIcon({ html: content, className, iconSize: [size, size] });
    // keyboard: false, since the list is the keyboard's way: a tab stop each would bury the rest of the page
    return L.marker([lat, lon], { icon, keyboard: false, riseOnHover: true }).addTo(this.#marks);
  }

  #tip(incidents: Incident[]): HTMLElement {
    const { strings } = this.setup;
    const lines = incidents.slice(0, 4).map(({ properties }) => h("span", { class: "tip-line" }, properties.title));
    const more =
      incidents.length > 4 ? h("span", { class: "tip-more" }, `+${strings.number(incidents.length - 4)}`) : null;
    return h("span", { class: "tip-body", dir: "auto" }, lines, more);
  }

  async #note({ lat, lng }: L.LatLng): Promise<void> {
    const area = (await this.setup.world).disputedAt(lat, ((((lng + 180) % 360) + 360) % 360) - 180);
    if (!area) return;
    const { name, note } = area;
    const text = h("p", { class: "map-note" }, this.setup.strings.t("map.disputed", { name, note }));
    L.popup({ className: "note-popup", maxWidth: 260 }).setLatLng([lat, lng]).setContent(text).openOn(this.map);
  }
}

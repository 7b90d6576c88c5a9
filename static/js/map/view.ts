// The map on the page. Only static/js/map touches Leaflet; the rest of the page speaks to this class.
import L from "leaflet";
import { h } from "../draw/dom.ts";
import type { Bbox, Cluster, Incident, Legend } from "../model.ts";
import type { Area, MapView as Look } from "../state/state.ts";
import type { Strings } from "../text/strings.ts";
import { Areas, type PlaceShapes } from "./areas.ts";
import type { Basemap } from "./basemap.ts";
import { drawArea, type Shape } from "./drawing.ts";
import type { Locator } from "./locator.ts";
import { Marks } from "./marks.ts";
import type { Picture, PictureText } from "./picture.ts";
import { type BasemapLayer, basemapLayer } from "./tiles.ts";
import { type TileSource, tileLayer } from "./tilesource.ts";
import type { Themed } from "./vectortiles.ts";

const LAST_ZOOM = 13;
/** A phone 360 pixels wide has the whole world. */
const LEAST_ZOOM = 0.5;

export interface MapEvents {
  moved(look: Look, bbox: Bbox | null): void;
  picked(incidents: Incident[]): void;
  hovered(id: string | null): void;
  titleOf(incident: Incident): string;
}

export interface MapSetup {
  host: HTMLElement;
  /** The own base map, begun when it is first asked for. */
  basemap: () => Basemap;
  legend: Legend;
  strings: Strings;
  shapes: PlaceShapes;
  /** Where it looks at first; null: the world. */
  first: Look | null;
  /** Of the world, before what is there is known. */
  worldZoom: number;
  /** Tiles of someone else's in place of the own base map. */
  tiles: TileSource | null;
  /** Whether all is shown: no part of the world was chosen. */
  whole: () => boolean;
  /** How fresh an incident is: 0, or 1 to 4 for those that came in a while or a moment ago. */
  fresh: (id: string) => number;
  events: MapEvents;
  /** Pixels of the map that are covered by panels: top, right, bottom, left. */
  covered: () => [number, number, number, number];
}

export class MapView {
  readonly map: L.Map;
  readonly areas: Areas;
  #tiles: BasemapLayer | null = null;
  /** Tiles of someone else's; those that are drawn here have a dark look. */
  #foreign: (L.Layer & Partial<Pick<Themed, "setDark">>) | null = null;
  readonly #marks: Marks;
  #dark = false;
  #incidents: Incident[] = [];
  #clusters: Cluster[] = [];
  #chosen: Incident | null = null;
  #silent = false;
  #led = false;
  #locator: Locator | null = null;

  constructor(private readonly setup: MapSetup) {
    const { host, strings } = setup;
    this.map = L.map(host, {
      zoomControl: false,
      attributionControl: false,
      minZoom: LEAST_ZOOM,
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
      zoom: setup.first?.zoom ?? setup.worldZoom,
    });
    host.setAttribute("aria-label", strings.t("map.label"));
    host.setAttribute("role", "application");
    host.setAttribute("aria-roledescription", strings.t("map.label"));
    this.areas = new Areas(this.map, setup.shapes, () => this.#incidents);
    this.#marks = new Marks(this.map, setup.legend, strings, {
      ...setup.events,
      fresh: setup.fresh,
      opened: (within, incidents) => this.#open(within, incidents),
    });
    this.map.getPane("markerPane")?.setAttribute("aria-hidden", "true");
    this.map.getPane("overlayPane")?.setAttribute("aria-hidden", "true");
    // the map goes on by itself where it was led beyond its edge: still nothing that the reader did
    this.map.on("movestart", () => {
      this.#led = this.#silent;
    });
    this.map.on("moveend", () => this.#moved());
    this.map.on("moveend resize", () => this.#locate());
    this.map.on("zoomend", () => {
      this.#tiles?.repaint(true);
      if (!this.#silent) this.#draw();
    });
    this.map.on("click", ({ latlng, containerPoint }) => {
      const drawing = host.classList.contains("drawing");
      if (!drawing && !this.#marks.chosenAt(containerPoint)) void this.#note(latlng);
    });
  }

  /** Lays the ground under the marks: the own base map, or the tiles that the service is set up with. */
  async ground(): Promise<void> {
    const { tiles, basemap } = this.setup;
    if (tiles) {
      try {
        const look = { maxZoom: LAST_ZOOM, lang: this.setup.strings.lang, dark: this.#dark };
        this.#foreign = (await tileLayer(tiles, look)).addTo(this.map);
        // the page may have got dark meanwhile
        if (look.dark !== this.#dark) this.#foreign.setDark?.(this.#dark);
        return;
      } catch (error) {
        console.warn("The configured tiles cannot be shown.", error);
      }
    }
    this.#tiles = basemapLayer(basemap(), () => this.#dark, {
      maxZoom: LAST_ZOOM,
      minZoom: LEAST_ZOOM,
      keepBuffer: 2,
      updateWhenZooming: false,
      className: "basemap",
    });
    this.#tiles.giveWay(this.#marks.covering());
    this.#tiles.addTo(this.map);
    // what could not be had without a connection
    window.addEventListener("online", () => this.#tiles?.repaint());
  }

  /** Moves there without telling of it. */
  show({ lat, lon, zoom }: Look): void {
    this.#quietly(() => this.map.setView([lat, lon], zoom, { animate: false }));
    this.#draw();
  }

  /** Looks at all that is to be drawn. */
  fitAll(): void {
    const points: L.LatLngExpression[] = [
      ...this.#incidents.flatMap(({ geometry }) =>
        geometry ? [[geometry.coordinates[1], geometry.coordinates[0]] as L.LatLngTuple] : [],
      ),
      ...this.#clusters.flatMap(({ lat, lon, bbox }): L.LatLngTuple[] =>
        bbox
          ? [
              [bbox[1], bbox[0]],
              [bbox[3], bbox[2]],
            ]
          : [[lat, lon]],
      ),
    ];
    if (!points.length) return;
    this.#quietly(() => this.#fit(L.latLngBounds(points), 6, false));
    this.#showChosen();
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

  /** `fit`: looks at all of it, too. */
  draw(incidents: Incident[], clusters: Cluster[], fit = false): void {
    this.#incidents = incidents;
    this.#clusters = clusters;
    if (fit) this.fitAll();
    this.#draw();
  }

  select(id: string | null, incident: Incident | null): void {
    this.#chosen = incident;
    this.#marks.select(id);
    this.areas.select(incident);
    this.#showChosen();
  }

  hover(id: string | null): void {
    this.#marks.hover(id);
  }

  setDark(dark: boolean): void {
    if (dark === this.#dark) return;
    this.#dark = dark;
    this.#tiles?.repaint();
    this.#foreign?.setDark?.(dark);
    this.#marks.setDark(dark);
    this.#locate();
  }

  /** Lets the user draw an area; returns what gives it up. */
  startDrawing(shape: Shape, done: (area: Area | null) => void): () => void {
    return drawArea(this.map, shape, done);
  }

  /** Shows or takes away the small map that says where the view lies. */
  async locate(shown: boolean): Promise<void> {
    if (!shown) {
      this.#locator?.element.remove();
      this.#locator = null;
    } else if (!this.#locator) {
      const { Locator } = await import("./locator.ts");
      if (this.#locator) return;
      this.#locator = new Locator(this.setup.basemap(), this.setup.strings.t("locator.label"));
      this.setup.host.after(this.#locator.element);
      this.#locate();
    }
  }

  async picture(text: PictureText): Promise<Picture> {
    const { pictureOf } = await import("./picture.ts");
    return pictureOf(this.map, text, { ...this.#marks.drawn(), legend: this.setup.legend, dark: this.#dark });
  }

  resized(): void {
    this.#quietly(() => this.map.invalidateSize({ animate: false, pan: false }));
  }

  #locate(): void {
    const { x: width, y: height } = this.map.getSize();
    void this.#locator?.show({ ...this.look(), width, height, dark: this.#dark });
  }

  #fit(bounds: L.LatLngBounds, maxZoom: number, animate: boolean): void {
    const [top, right, bottom, left] = this.setup.covered();
    // half of a mark at least, and no more of a narrow map than it can spare
    const { x, y } = this.map.getSize();
    const [across, along] = [Math.min(46, Math.max(20, x * 0.05)), Math.min(46, Math.max(20, y * 0.1))];
    this.map.fitBounds(bounds, {
      paddingTopLeft: [left + across, top + along],
      paddingBottomRight: [right + across, bottom + along],
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
    if (!this.#silent && !this.#led) this.setup.events.moved(this.look(), this.bbox());
  }

  /** Moves the map so that the chosen incident is not under a panel. */
  #showChosen(): void {
    const { geometry } = this.#chosen ?? {};
    if (!geometry) return;
    const [top, right, bottom, left] = this.setup.covered();
    const size = this.map.getSize();
    const point = this.map.latLngToContainerPoint([geometry.coordinates[1], geometry.coordinates[0]]);
    const seen =
      point.x > left + 24 && point.x < size.x - right - 24 && point.y > top + 24 && point.y < size.y - bottom - 24;
    if (seen) return;
    const by = point.subtract(L.point((left + size.x - right) / 2, (top + size.y - bottom) / 2));
    // while all is shown the reader has not chosen a part of the world, and this is no choice of one either
    if (this.setup.whole()) this.#quietly(() => this.map.panBy(by, { animate: false }));
    else this.map.panBy(by, { duration: 0.35 });
  }

  #draw(): void {
    this.#marks.draw(this.#incidents, this.#clusters);
    this.#tiles?.giveWay(this.#marks.covering());
    this.areas.draw(this.map.getZoom());
  }

  #open({ lat, lon, bbox }: { lat: number; lon: number; bbox: Bbox | null }, incidents: Incident[]): void {
    const flat = !bbox || (bbox[0] === bbox[2] && bbox[1] === bbox[3]);
    if (incidents.length && this.map.getZoom() >= LAST_ZOOM) this.setup.events.picked(incidents);
    else if (flat) this.flyTo(lat, lon, Math.min(LAST_ZOOM, this.map.getZoom() + 2));
    else this.fitBounds(bbox);
  }

  async #note({ lat, lng }: L.LatLng): Promise<void> {
    const area = await this.setup.basemap().note(lat, ((((lng + 180) % 360) + 360) % 360) - 180);
    if (!area) return;
    const { name, note } = area;
    const text = h("p", { class: "map-note" }, this.setup.strings.t("map.disputed", { name, note }));
    L.popup({ className: "note-popup", maxWidth: 260 }).setLatLng([lat, lng]).setContent(text).openOn(this.map);
  }
}

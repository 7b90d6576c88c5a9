// Areas, circles of uncertainty, drawn filters and journeys: all that has an extent.
import L from "leaflet";
import { ringOf } from "../api/query.ts";
import { AREAL, type Incident } from "../model.ts";
import type { Area } from "../state/state.ts";
import { softened } from "./soften.ts";
import { placeKey } from "./stacks.ts";

/** Outlines of places; null where the gazetteer knows a point alone. */
export interface PlaceShapes {
  of(placeId: string): Promise<GeoJSON.Geometry | null>;
}

const MOST_SHAPES = 24;

export class Areas {
  readonly #soft: L.LayerGroup;
  readonly #chosen: L.LayerGroup;
  readonly #drawn: L.LayerGroup;
  readonly #journey: L.LayerGroup;
  readonly #candidates: L.LayerGroup;
  #handle: L.Marker | null = null;
  #turn = 0;

  constructor(
    private readonly map: L.Map,
    private readonly shapes: PlaceShapes,
    private readonly incidents: () => Incident[],
  ) {
    this.#soft = L.layerGroup().addTo(map);
    this.#chosen = L.layerGroup().addTo(map);
    this.#drawn = L.layerGroup().addTo(map);
    this.#journey = L.layerGroup().addTo(map);
    this.#candidates = L.layerGroup().addTo(map);
  }

  /** The areas of all incidents whose place is known as a region, a country or a sea. */
  draw(_zoom: number): void {
    this.#turn += 1;
    const turn = this.#turn;
    const byPlace = new Map<string, Incident>();
    for (const incident of this.incidents()) {
      const precision = incident.properties.precision ?? "";
      if (AREAL.has(precision) && incident.geometry && !byPlace.has(placeKey(incident)))
        byPlace.set(placeKey(incident), incident);
    }
    const wanted = [...byPlace.values()].slice(0, MOST_SHAPES);
    void Promise.all(wanted.map((incident) => this.#shape(incident, "area"))).then((layers) => {
      if (turn !== this.#turn) return;
      this.#soft.clearLayers();
      for (const layer of layers) if (layer) this.#soft.addLayer(layer);
    });
  }

  /** The area or the circle in which the chosen incident lies. */
  select(incident: Incident | null): void {
    this.#chosen.clearLayers();
    if (!incident?.geometry) return;
    const { precision, radius_km: km, group } = incident.properties;
    const [lon, lat] = incident.geometry.coordinates;
    if (!AREAL.has(precision ?? "") && km) {
      this.#chosen.addLayer(
        L.circle([lat, lon], { radius: km * 1000, className: `uncertain g-${group}`, interactive: false }),
      );
      return;
    }
    if (!AREAL.has(precision ?? "")) return;
    void this.#shape(incident, "area chosen-area").then((layer) => layer && this.#chosen.addLayer(layer));
  }

  /** The area that filters. */
  filter(area: Area | null): void {
    this.#drawn.clearLayers();
    if (!area) return;
    const ring = ringOf(area).map(([lon, lat]) => [lat, lon] as L.LatLngTuple);
    this.#drawn.addLayer(L.polygon(ring, { className: "filter-area", interactive: false }));
  }

  /** Other places that the chosen report may mean, numbered. */
  candidates(places: readonly { lat: number; lon: number; name: string }[]): void {
    this.#candidates.clearLayers();
    for (const [i, { lat, lon }] of places.slice(0, 5).entries())
      this.#number([lat, lon], i + 1, "candidate", this.#candidates);
  }

  /** A mark that can be dragged; `moved` gets where it was dropped. Null takes it away. */
  movable(at: L.LatLngTuple | null, moved: (lat: number, lon: number) => void = () => undefined): void {
    this.#handle?.remove();
    this.#handle = null;
    if (!at) return;
    const icon = L.divIcon({ className: "move-handle", iconSize: [46, 46] });
    const handle = L.marker(at, { icon, draggable: true, keyboard: false, zIndexOffset: 2000 }).addTo(this.map);
    handle.on("dragend", () => moved(handle.getLatLng().lat, handle.getLatLng().lng));
    this.#handle = handle;
  }

  /** Journeys: lines with numbered stops and arrows in order of time. */
  journey(lines: GeoJSON.FeatureCollection | null): void {
    this.#journey.clearLayers();
    for (const feature of lines?.features ?? []) {
      if (feature.geometry?.type !== "LineString") continue;
      const points = feature.geometry.coordinates.map(([lon, lat]) => [lat, lon] as L.LatLngTuple);
      this.#journey.addLayer(L.polyline(points, { className: "journey", interactive: false }));
      for (const [i, point] of points.entries()) this.#step(point, points[i + 1], i + 1);
    }
  }

  #number(at: L.LatLngTuple, number: number, className: string, layer: L.LayerGroup): void {
    const label = document.createElement("span");
    label.textContent = String(number);
    const icon = L.divIcon({
      html: label,
      className: `journey-stop ${className}`,
      iconSize: [18, 18],
      iconAnchor: [-6, 22],
    });
    layer.addLayer(L.marker(at, { icon, keyboard: false, interactive: false }));
  }

  #step(from: L.LatLngTuple, to: L.LatLngTuple | undefined, number: number): void {
    this.#number(from, number, "stop", this.#journey);
    if (!to || (to[0] === from[0] && to[1] === from[1])) return;
    const [a, b] = [this.map.project(from, 6), this.map.project(to, 6)];
    const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
    const middle = this.map.unproject(a.add(b).divideBy(2), 6);
    const arrow = document.createElement("span");
    arrow.textContent = "➤";
    arrow.style.transform = `rotate(${angle}deg)`;
    const head = L.divIcon({ html: arrow, className: "journey-arrow", iconSize: [18, 18] });
    this.#journey.addLayer(L.marker(middle, { icon: head, keyboard: false, interactive: false }));
  }

  async #shape({ geometry, properties }: Incident, className: string): Promise<L.Layer | null> {
    if (!geometry) return null;
    const [lon, lat] = geometry.coordinates;
    const name = `${className} g-${properties.group}`;
    const found = properties.place_id ? await this.shapes.of(properties.place_id) : null;
    if (found && found.type !== "Point") {
      return L.geoJSON(softened(found), { style: { className: name }, interactive: false });
    }
    const radius = Math.min(1_500_000, (properties.radius_km || 30) * 1000);
    return L.circle([lat, lon], { radius, className: name, interactive: false });
  }
}

// Drawing an area on the map: a box or circle by dragging, a polygon by its corners; by keyboard: the map's own frame.
import L from "leaflet";
import type { Area } from "../state/state.ts";

export type Shape = Area["kind"];

const LEAST_PIXELS = 6;

/** Lets the user draw one area; `done` gets null where it was given up. Returns what gives it up. */
export function drawArea(map: L.Map, shape: Shape, done: (area: Area | null) => void): () => void {
  const sketch = L.polygon([], { className: "filter-area", interactive: false }).addTo(map);
  const host = map.getContainer();
  host.classList.add("drawing");
  map.dragging.disable();
  map.doubleClickZoom.disable();
  const corners: L.LatLng[] = [];
  let start: L.LatLng | null = null;
  let over = false;

  const end = (area: Area | null): void => {
    if (over) return;
    over = true;
    sketch.remove();
    host.classList.remove("drawing");
    map.dragging.enable();
    map.doubleClickZoom.enable();
    host.removeEventListener("keydown", key, true);
    map.off("mousedown", down).off("mousemove", move).off("mouseup", up).off("click", click).off("dblclick", finish);
    done(area);
  };
  const areaTo = (a: L.LatLng, b: L.LatLng): Area =>
    shape === "box"
      ? {
          kind: "box",
          bbox: [Math.min(a.lng, b.lng), Math.min(a.lat, b.lat), Math.max(a.lng, b.lng), Math.max(a.lat, b.lat)],
        }
      : { kind: "circle", lat: a.lat, lon: a.lng, km: map.distance(a, b) / 1000 };
  const down = (event: L.LeafletMouseEvent): void => {
    if (shape !== "polygon") start = event.latlng;
  };
  const move = (event: L.LeafletMouseEvent): void => {
    if (start) sketch.setLatLngs(outline(areaTo(start, event.latlng)));
    else if (corners.length) sketch.setLatLngs([...corners, event.latlng]);
  };
  const up = (event: L.LeafletMouseEvent): void => {
    if (!start) return;
    const apart = map.latLngToContainerPoint(start).distanceTo(map.latLngToContainerPoint(event.latlng));
    if (apart >= LEAST_PIXELS) end(areaTo(start, event.latlng));
    start = null;
  };
  const click = (event: L.LeafletMouseEvent): void => {
    if (shape !== "polygon") return;
    corners.push(event.latlng);
    sketch.setLatLngs(corners);
  };
  const finish = (): void => {
    if (corners.length >= 3) end({ kind: "polygon", ring: corners.map(({ lat, lng }) => [lng, lat]) });
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") end(null);
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (corners.length >= 3) finish();
    else end(framed(map, shape));
  };
  const outline = (area: Area): L.LatLngExpression[] => {
    if (area.kind === "box") {
      const [west, south, east, north] = area.bbox;
      return [
        [south, west],
        [south, east],
        [north, east],
        [north, west],
      ];
    }
    if (area.kind !== "circle") return [];
    const up_ = area.km / 111.2;
    const across = up_ / Math.max(0.05, Math.cos((area.lat * Math.PI) / 180));
    return Array.from({ length: 36 }, (_, i) => [
      area.lat + up_ * Math.sin(i * 0.1745),
      area.lon + across * Math.cos(i * 0.1745),
    ]);
  };

  map.on("mousedown", down).on("mousemove", move).on("mouseup", up).on("click", click).on("dblclick", finish);
  host.addEventListener("keydown", key, true);
  host.focus();
  return () => end(null);
}

/** The keyboard's way: the middle of what the map shows. */
function framed(map: L.Map, shape: Shape): Area {
  const bounds = map.getBounds().pad(-0.2);
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  if (shape === "box") return { kind: "box", bbox: [west, south, east, north] };
  if (shape === "polygon")
    return {
      kind: "polygon",
      ring: [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ],
    };
  const centre = bounds.getCenter();
  return {
    kind: "circle",
    lat: centre.lat,
    lon: centre.lng,
    km: map.distance(centre, L.latLng(north, centre.lng)) / 1000,
  };
}

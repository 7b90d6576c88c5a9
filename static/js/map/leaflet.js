// What the map uses of Leaflet, in place of the whole: the bundle takes this where a module imports "leaflet".
// Without its own controls, its pictures and films, and its canvas for shapes, a fifth of its bytes stay away.

import { DomUtil } from "leaflet/src/dom/index.js";
import { toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
import { toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
import { toPoint as point } from "leaflet/src/geometry/Point.js";
import { geoJSON } from "leaflet/src/layer/GeoJSON.js";
import { layerGroup } from "leaflet/src/layer/LayerGroup.js";
import { divIcon } from "leaflet/src/layer/marker/DivIcon.js";
import { Marker, marker } from "leaflet/src/layer/marker/Marker.js";
import { popup } from "leaflet/src/layer/Popup.js";
import { tooltip } from "leaflet/src/layer/Tooltip.js";
import { GridLayer } from "leaflet/src/layer/tile/GridLayer.js";
import { tileLayer } from "leaflet/src/layer/tile/TileLayer.js";
import { circle } from "leaflet/src/layer/vector/Circle.js";
import { polygon } from "leaflet/src/layer/vector/Polygon.js";
import { polyline } from "leaflet/src/layer/vector/Polyline.js";
import { svg } from "leaflet/src/layer/vector/SVG.js";
// with its handlers: dragging, wheel, keys, two fingers
import { Map as LeafletMap, map } from "leaflet/src/map/index.js";

// Leaflet's own choice between SVG and canvas would bring both
LeafletMap.include({
  getRenderer() {
    this._renderer ??= svg();
    if (!this.hasLayer(this._renderer)) this.addLayer(this._renderer);
    return this._renderer;
  },
});

export default {
  DomUtil,
  GridLayer,
  Marker,
  circle,
  divIcon,
  geoJSON,
  latLng,
  latLngBounds,
  layerGroup,
  map,
  marker,
  point,
  polygon,
  polyline,
  popup,
  tileLayer,
  tooltip,
};

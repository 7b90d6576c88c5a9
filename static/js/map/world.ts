// The base map's data: the overview of the world, and pieces with more detail that are loaded when looked at.
import GeoJSONVT from "geojson-vt";

export const DETAIL_FROM = 6;
export const SMALL_TOWNS_FROM = 9;
export const EXTENT = 4096;
const CHUNK_ZOOM = 4;
const TOWN_ZOOM = 5;
const OVERVIEW_SCALE = 100;
const DETAIL_SCALE = 2000;

export type Town = [name: string, lat: number, lon: number, zoom: number, capital: 0 | 1];
export type Sea = [name: string, lat: number, lon: number, zoom: number];
export type Country = [code: string, name: string, lat: number, lon: number, zoom: number];
export type LayerName = "land" | "lakes" | "borders" | "admin1" | "rivers";
type Layers = Partial<Record<LayerName, GeoJSONVT>>;

export interface Disputed {
  name: string;
  note: string;
  ring: [number, number][];
}

interface OverviewFile {
  chunks: string[];
  townChunks: string[];
  land: number[][][];
  lakes: number[][][];
  borders: number[][];
  rivers: number[][];
  towns: Town[];
  seas: Sea[];
  countries: Country[];
  disputed: { name: string; note: string; ring: number[] }[];
}

type ChunkFile = Record<LayerName, number[][][]> & { towns: Town[] };

export interface Piece {
  layers: Layers;
  towns: Town[];
}

type Load = <T>(path: string) => Promise<T>;

export class World {
  readonly seas: Sea[];
  readonly countries: Country[];
  readonly disputed: Disputed[];
  readonly #overview: Piece;
  readonly #pieces = new Map<string, Promise<Piece>>();
  readonly #towns = new Map<string, Promise<Town[]>>();
  readonly #chunks: Set<string>;
  readonly #townChunks: Set<string>;

  static async open(load: Load, folder: string): Promise<World> {
    return new World(await load<OverviewFile>(`${folder}/overview.json`), load, folder);
  }

  private constructor(
    file: OverviewFile,
    private readonly load: Load,
    private readonly folder: string,
  ) {
    this.seas = file.seas;
    this.countries = file.countries;
    this.disputed = file.disputed.map(({ name, note, ring }) => ({ name, note, ring: points(ring, OVERVIEW_SCALE) }));
    this.#chunks = new Set(file.chunks);
    this.#townChunks = new Set(file.townChunks);
    const lines = (runs: number[][]) => runs.map((run) => [run]);
    this.#overview = {
      layers: {
        land: indexed("Polygon", file.land, OVERVIEW_SCALE, DETAIL_FROM),
        lakes: indexed("Polygon", file.lakes, OVERVIEW_SCALE, DETAIL_FROM),
        borders: indexed("LineString", lines(file.borders), OVERVIEW_SCALE, DETAIL_FROM),
        rivers: indexed("LineString", lines(file.rivers), OVERVIEW_SCALE, DETAIL_FROM),
      },
      towns: file.towns,
    };
  }

  /** What is drawn in a tile: its own piece, and the names of its neighbours that may reach into it. */
  async piece(zoom: number, x: number, y: number): Promise<Piece> {
    if (zoom < DETAIL_FROM) return this.#overview;
    const own = await this.#chunk(x >> (zoom - CHUNK_ZOOM), y >> (zoom - CHUNK_ZOOM));
    const around = await Promise.all(this.#near(zoom, x, y, CHUNK_ZOOM).map(([cx, cy]) => this.#chunk(cx, cy)));
    let towns = around.flatMap((piece) => piece.towns);
    if (zoom >= SMALL_TOWNS_FROM) {
      const small = await Promise.all(this.#near(zoom, x, y, TOWN_ZOOM).map(([cx, cy]) => this.#smallTowns(cx, cy)));
      towns = towns.concat(...small);
    }
    return { layers: own.layers, towns };
  }

  /** The disputed area in which a point lies. */
  disputedAt(lat: number, lon: number): Disputed | undefined {
    return this.disputed.find(({ ring }) => inside([lon, lat], ring));
  }

  /** Pieces of a zoom that hold the tile or its eight neighbours. */
  #near(zoom: number, x: number, y: number, level: number): [number, number][] {
    const found = new Map<string, [number, number]>();
    const side = 2 ** zoom;
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        if (y + dy < 0 || y + dy >= side) continue;
        const cell: [number, number] = [((x + dx + side) % side) >> (zoom - level), (y + dy) >> (zoom - level)];
        found.set(cell.join("-"), cell);
      }
    }
    return [...found.values()];
  }

  #chunk(x: number, y: number): Promise<Piece> {
    const name = `${x}-${y}`;
    if (!this.#chunks.has(name)) return Promise.resolve({ layers: {}, towns: [] });
    return once(this.#pieces, name, async () => {
      const file = await this.load<ChunkFile>(`${this.folder}/${CHUNK_ZOOM}-${name}.json`);
      const layer = (kind: "Polygon" | "LineString", parts: number[][][]) => indexed(kind, parts, DETAIL_SCALE, 14);
      return {
        layers: {
          land: layer("Polygon", file.land),
          lakes: layer("Polygon", file.lakes),
          borders: layer("LineString", file.borders),
          admin1: layer("LineString", file.admin1),
          rivers: layer("LineString", file.rivers),
        },
        towns: file.towns,
      };
    });
  }

  #smallTowns(x: number, y: number): Promise<Town[]> {
    const name = `${x}-${y}`;
    if (!this.#townChunks.has(name)) return Promise.resolve([]);
    return once(this.#towns, name, () => this.load<Town[]>(`${this.folder}/towns-${name}.json`));
  }
}

/** A promise kept for the next who asks; forgotten when it failed, so that the next tries again. */
function once<T>(kept: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const before = kept.get(name);
  if (before) return before;
  const made = make();
  kept.set(name, made);
  made.catch(() => kept.delete(name));
  return made;
}

function points(numbers: number[], scale: number): [number, number][] {
  const out: [number, number][] = [];
  let [lon, lat] = [0, 0];
  for (let i = 0; i < numbers.length; i += 2) {
    lon += numbers[i]!;
    lat += numbers[i + 1]!;
    out.push([lon / scale, lat / scale]);
  }
  return out;
}

function indexed(kind: "Polygon" | "LineString", parts: number[][][], scale: number, maxZoom: number): GeoJSONVT {
  const features = parts.map((runs) => {
    const rings = runs.map((run) => points(run, scale));
    // a line that was cut at the piece's edge has several runs
    const geometry =
      kind === "Polygon"
        ? { type: kind, coordinates: rings }
        : { type: "MultiLineString" as const, coordinates: rings };
    return { type: "Feature" as const, properties: {}, geometry };
  });
  const options = { maxZoom, indexMaxZoom: 2, indexMaxPoints: 50_000, tolerance: 2, extent: EXTENT, buffer: 320 };
  return new GeoJSONVT({ type: "FeatureCollection", features }, options);
}

function inside([x, y]: [number, number], ring: [number, number][]): boolean {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

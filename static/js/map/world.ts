// The base map's data: the overview of the world, and pieces with more detail that are loaded when looked at.
import GeoJSONVT from "geojson-vt";

export const DETAIL_FROM = 6;
export const SMALL_TOWNS_FROM = 9;
export const EXTENT = 4096;
const CHUNK_ZOOM = 5;
const OVERVIEW_SCALE = 100;
const DETAIL_SCALE = 2000;

/** Names by language, where they are others than the Latin one. */
type Local = Partial<Record<string, string>>;
export type Town = [name: string, lat: number, lon: number, zoom: number, capital: 0 | 1, local?: Local];
export type Sea = [name: string, lat: number, lon: number, zoom: number, local?: Local];
export type Country = [code: string, name: string, lat: number, lon: number, zoom: number];
export type LayerName = "land" | "lakes" | "borders" | "admin1" | "rivers";
type Layers = Partial<Record<LayerName, GeoJSONVT>>;

export interface Disputed {
  name: string;
  note: string;
  ring: [number, number][];
}

interface IndexFile {
  land: string[];
  names: string[];
  towns: string[];
  seas: Sea[];
  countries: Country[];
  disputed: { name: string; note: string; ring: number[] }[];
}

interface OverviewFile {
  land: number[][][];
  lakes: number[][][];
  borders: number[][];
  rivers: number[][];
  towns: Town[];
}

type ChunkFile = Record<LayerName, number[][][]>;

export interface Piece {
  layers: Layers;
  towns: Town[];
}

type Load = <T>(path: string) => Promise<T>;

export class World {
  readonly seas: Sea[];
  readonly countries: Country[];
  readonly disputed: Disputed[];
  readonly #there: Record<"land" | "names" | "towns", Set<string>>;
  readonly #pieces = new Map<string, Promise<Layers>>();
  readonly #towns = new Map<string, Promise<Town[]>>();
  readonly #overview = new Map<string, Promise<Piece>>();

  /** With its names in a language, where they are known in it. */
  static async open(load: Load, folder: string, lang: string): Promise<World> {
    return new World(await load<IndexFile>(`${folder}/index.json`), load, folder, lang);
  }

  private constructor(
    file: IndexFile,
    private readonly load: Load,
    private readonly folder: string,
    private readonly lang: string,
  ) {
    this.seas = file.seas.map((sea) => named(sea, sea[4]?.[lang]));
    this.countries = file.countries;
    this.disputed = file.disputed.map(({ name, note, ring }) => ({ name, note, ring: points(ring, OVERVIEW_SCALE) }));
    this.#there = { land: new Set(file.land), names: new Set(file.names), towns: new Set(file.towns) };
  }

  /** What is drawn in a tile: its own piece, and the names of its neighbours that may reach into it. */
  async piece(zoom: number, x: number, y: number): Promise<Piece> {
    if (zoom < DETAIL_FROM) return once(this.#overview, "", () => this.#world());
    const near = this.#near(zoom, x, y);
    const kinds: ("names" | "towns")[] = zoom >= SMALL_TOWNS_FROM ? ["names", "towns"] : ["names"];
    const lists = kinds.flatMap((kind) => near.map((cell) => this.#named(kind, cell)));
    const shift = zoom - CHUNK_ZOOM;
    const [layers, ...towns] = await Promise.all([this.#chunk(`${x >> shift}-${y >> shift}`), ...lists]);
    return { layers, towns: towns.flat() };
  }

  /** The disputed area in which a point lies. */
  disputedAt(lat: number, lon: number): Disputed | undefined {
    return this.disputed.find(({ ring }) => inside([lon, lat], ring));
  }

  /** The cells that hold the tile or its eight neighbours. */
  #near(zoom: number, x: number, y: number): string[] {
    const found = new Set<string>();
    const side = 2 ** zoom;
    const shift = zoom - CHUNK_ZOOM;
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        if (y + dy >= 0 && y + dy < side) found.add(`${((x + dx + side) % side) >> shift}-${(y + dy) >> shift}`);
      }
    }
    return [...found];
  }

  async #world(): Promise<Piece> {
    const file = await this.load<OverviewFile>(`${this.folder}/overview.json`);
    const lines = (runs: number[][]) => runs.map((run) => [run]);
    return {
      layers: {
        land: indexed("Polygon", file.land, OVERVIEW_SCALE, DETAIL_FROM),
        lakes: indexed("Polygon", file.lakes, OVERVIEW_SCALE, DETAIL_FROM),
        borders: indexed("LineString", lines(file.borders), OVERVIEW_SCALE, DETAIL_FROM),
        rivers: indexed("LineString", lines(file.rivers), OVERVIEW_SCALE, DETAIL_FROM),
      },
      towns: this.#called(file.towns),
    };
  }

  #chunk(cell: string): Promise<Layers> {
    if (!this.#there.land.has(cell)) return Promise.resolve({});
    return once(this.#pieces, cell, async () => {
      const file = await this.load<ChunkFile>(`${this.folder}/land-${cell}.json`);
      const layer = (kind: "Polygon" | "LineString", parts: number[][][]) => indexed(kind, parts, DETAIL_SCALE, 14);
      return {
        land: layer("Polygon", file.land),
        lakes: layer("Polygon", file.lakes),
        borders: layer("LineString", file.borders),
        admin1: layer("LineString", file.admin1),
        rivers: layer("LineString", file.rivers),
      };
    });
  }

  #named(kind: "names" | "towns", cell: string): Promise<Town[]> {
    if (!this.#there[kind].has(cell)) return Promise.resolve([]);
    return once(this.#towns, `${kind}-${cell}`, async () =>
      this.#called(await this.load<Town[]>(`${this.folder}/${kind}-${cell}.json`)),
    );
  }

  #called(towns: Town[]): Town[] {
    return towns.map((town) => named(town, town[5]?.[this.lang]));
  }
}

/** A promise kept for the next who asks; forgotten when it failed, so that the next tries again. */
export function once<T>(kept: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const before = kept.get(name);
  if (before) return before;
  const made = make();
  kept.set(name, made);
  made.catch(() => kept.delete(name));
  return made;
}

function named<T extends Town | Sea>(row: T, name: string | undefined): T {
  return name === undefined ? row : (row.map((value, i) => (i ? value : name)) as T);
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

// Paints tiles of the base map: in a worker, or on the page itself where a browser's workers have no canvas.
import { NamePlan } from "./names.ts";
import { paintTile, TILE } from "./paint.ts";
import type { Spot } from "./spots.ts";
import { DARK, LIGHT } from "./theme.ts";
import { type Disputed, once, World } from "./world.ts";

export interface TileJob {
  x: number;
  y: number;
  zoom: number;
  /** How large a tile is shown, of its own size: between two zooms 0.7 to 1.4. Names keep their size all the same. */
  scale: number;
  /** Pixels of the screen for one of the page's. */
  ratio: number;
  dark: boolean;
  /** What lies over the map near the tile: names give way to it. */
  marks: readonly Spot[];
}

type Canvas = OffscreenCanvas | HTMLCanvasElement;
type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

export class Painter {
  readonly #plans = new Map<string, NamePlan>();
  readonly #opened = new Map<string, Promise<World>>();

  constructor(
    private readonly load: <T>(path: string) => Promise<T>,
    private readonly folder: string,
    private readonly lang: string,
  ) {
    // before the first tile is asked for; where it fails, that tile says so
    void this.#world();
  }

  async paint(canvas: Canvas, { x, y, zoom, scale, ratio, dark, marks }: TileJob): Promise<void> {
    const world = await this.#world();
    const side = 2 ** zoom;
    const spot = { zoom, scale, x: ((x % side) + side) % side, y, marks };
    const piece = await world.piece(zoom, spot.x, y);
    canvas.width = canvas.height = Math.round(TILE * ratio * scale);
    const pen = canvas.getContext("2d") as Pen;
    pen.setTransform(canvas.width / TILE, 0, 0, canvas.height / TILE, 0, 0);
    paintTile(pen, spot, piece, this.#plan(world, zoom, scale), world.disputed, dark ? DARK : LIGHT);
  }

  /** The disputed area at a point. */
  async disputedAt(lat: number, lon: number): Promise<Pick<Disputed, "name" | "note"> | null> {
    const area = (await this.#world()).disputedAt(lat, lon);
    return area ? { name: area.name, note: area.note } : null;
  }

  #world(): Promise<World> {
    return once(this.#opened, "", () => World.open(this.load, this.folder, this.lang));
  }

  #plan(world: World, zoom: number, scale: number): NamePlan {
    const key = `${zoom} ${scale}`;
    const known = this.#plans.get(key);
    if (known) return known;
    const names = this.lang === "en" ? null : new Intl.DisplayNames([this.lang], { type: "region" });
    const made = new NamePlan(world, zoom, scale, (code, name) => (names ? countryName(names, code, name) : name));
    this.#plans.set(key, made);
    return made;
  }
}

function countryName(names: Intl.DisplayNames, code: string, name: string): string {
  try {
    return names.of(code) ?? name;
  } catch {
    return name;
  }
}

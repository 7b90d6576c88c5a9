// The locator: a small map that shows where in the world, or in its part of it, the view lies.
import { h } from "../draw/dom.ts";
import type { Basemap } from "./basemap.ts";
import { pixelOf } from "./project.ts";

const WIDTH = 156;
const HEIGHT = 104;
const TILE = 256;
/** How much coarser than the view, in zooms. */
const COARSER = 4;
const MOST_RATIO = 2;
/** Pixels that the frame has at least, to be seen. */
const LEAST = 9;
/** Where the view is most of what would be shown, there is nothing to locate. */
const MOST_SHARE = 0.7;
/** Of the world's tile: the poles are cut off. */
const WORLD_MIDDLE_LAT = 18;

export interface Seen {
  lat: number;
  lon: number;
  zoom: number;
  /** Pixels of the view. */
  width: number;
  height: number;
  dark: boolean;
}

/** What part of which zoom is shown, and the view's frame within it, in pixels of the locator. */
export interface Plan {
  zoom: number;
  scale: number;
  /** The upper left corner, in pixels of the scaled zoom. */
  left: number;
  top: number;
  frame: { x: number; y: number; width: number; height: number };
}

/** null where the view is the world, or nearly. */
export function planOf({ lat, lon, zoom, width, height }: Seen): Plan | null {
  const coarse = Math.floor(zoom) - COARSER;
  const world = coarse < 2;
  const [at, scale] = world ? [0, WIDTH / TILE] : [coarse, 1];
  const [x, y] = pixelOf(lat, lon, at).map((value) => value * scale) as [number, number];
  const shrunk = 2 ** (at - zoom) * scale;
  const [across, down] = [Math.max(LEAST, width * shrunk), Math.max(LEAST, height * shrunk)];
  if (across > WIDTH * MOST_SHARE || down > HEIGHT * MOST_SHARE) return null;
  const side = TILE * 2 ** at * scale;
  const middle = world ? pixelOf(WORLD_MIDDLE_LAT, 0, 0)[1] * scale : y;
  const left = world ? 0 : x - WIDTH / 2;
  const top = Math.max(0, Math.min(side - HEIGHT, middle - HEIGHT / 2));
  return {
    zoom: at,
    scale,
    left,
    top,
    frame: { x: x - left - across / 2, y: y - top - down / 2, width: across, height: down },
  };
}

export class Locator {
  readonly #canvas = h("canvas", {});
  readonly #frame = h("span", { class: "locator-frame" });
  readonly element: HTMLElement;
  #turn = 0;
  #painted = "";

  constructor(
    private readonly basemap: Pick<Basemap, "tile">,
    label: string,
  ) {
    this.element = h(
      "div",
      { class: "locator", role: "img", "aria-label": label, hidden: true },
      this.#canvas,
      this.#frame,
    );
  }

  async show(seen: Seen): Promise<void> {
    const plan = planOf(seen);
    this.element.hidden = !plan;
    if (!plan) return;
    const { x, y, width, height } = plan.frame;
    Object.assign(this.#frame.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
    const key = `${plan.zoom} ${plan.left.toFixed(1)} ${plan.top.toFixed(1)} ${seen.dark}`;
    if (key === this.#painted) return;
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const tiles = await Promise.all(this.#tiles(plan, seen.dark));
      if (turn !== this.#turn) return;
      this.#painted = key;
      this.#paint(plan, tiles);
    } catch {
      // a ground that cannot be had: the frame stands alone until the map moves again
    }
  }

  #tiles({ zoom, scale, left, top }: Plan, dark: boolean): Promise<{ bitmap: ImageBitmap; x: number; y: number }>[] {
    const size = TILE * scale;
    const rows = 2 ** zoom;
    const tiles = [];
    for (let x = Math.floor(left / size); x * size < left + WIDTH; x++) {
      for (let y = Math.max(0, Math.floor(top / size)); y * size < top + HEIGHT && y < rows; y++) {
        const job = { x, y, zoom, scale, ratio: this.#ratio, dark, marks: [] };
        tiles.push(this.basemap.tile(job).then((bitmap) => ({ bitmap, x, y })));
      }
    }
    return tiles;
  }

  #paint({ scale, left, top }: Plan, tiles: readonly { bitmap: ImageBitmap; x: number; y: number }[]): void {
    const ratio = this.#ratio;
    [this.#canvas.width, this.#canvas.height] = [WIDTH * ratio, HEIGHT * ratio];
    const pen = this.#canvas.getContext("2d")!;
    pen.scale(ratio, ratio);
    const size = TILE * scale;
    for (const { bitmap, x, y } of tiles) {
      pen.drawImage(bitmap, x * size - left, y * size - top, size, size);
      bitmap.close();
    }
  }

  get #ratio(): number {
    return Math.min(MOST_RATIO, window.devicePixelRatio || 1);
  }
}

// The base map as a Leaflet layer: each tile is a canvas.
import L from "leaflet";
import { NamePlan } from "./names.ts";
import { paintTile, TILE } from "./paint.ts";
import type { MapTheme } from "./theme.ts";
import type { World } from "./world.ts";

export interface TileSettings {
  theme: () => MapTheme;
  countryName: (code: string, name: string) => string;
}

/** What Leaflet's grid layer has and its types do not tell. */
interface Insides {
  _map?: L.Map;
  _removeAllTiles(): void;
  _resetView(): void;
}

/** The layer; `redraw()` after a change of theme or language. */
export function basemapLayer(world: Promise<World>, settings: TileSettings, options: L.GridLayerOptions): L.GridLayer {
  let plans = new Map<number, NamePlan>();

  const Basemap = L.GridLayer.extend({
    createTile(coords: L.Coords, done: L.DoneCallback): HTMLCanvasElement {
      const canvas = document.createElement("canvas");
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = canvas.height = TILE * ratio;
      const pen = canvas.getContext("2d")!;
      pen.scale(ratio, ratio);
      pen.fillStyle = settings.theme().sea;
      pen.fillRect(0, 0, TILE, TILE);
      void paint(pen, coords)
        .then(() => done(undefined, canvas))
        .catch((error: Error) => done(error, canvas));
      return canvas;
    },
    // Leaflet's own redraw takes a zoom between two whole ones as it is, and asks for tiles that are none
    redraw(this: L.GridLayer & Insides) {
      plans = new Map();
      if (!this._map) return this;
      this._removeAllTiles();
      this._resetView();
      return this;
    },
  });

  async function paint(pen: CanvasRenderingContext2D, { x, y, z }: L.Coords): Promise<void> {
    const ready = await world;
    const side = 2 ** z;
    const spot = { zoom: z, x: ((x % side) + side) % side, y };
    const piece = await ready.piece(z, spot.x, y);
    let plan = plans.get(z);
    if (!plan) {
      plan = new NamePlan(ready, z, settings.countryName);
      plans.set(z, plan);
    }
    paintTile(pen, spot, piece, plan, ready.disputed, settings.theme());
  }

  return new (Basemap as unknown as new (o: L.GridLayerOptions) => L.GridLayer)(options);
}

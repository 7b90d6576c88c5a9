// The base map as a Leaflet layer: each tile is a canvas that shows a bitmap.
import L from "leaflet";
import type { Basemap } from "./basemap.ts";
import { type Covering, type Spot, spotsNear } from "./spots.ts";

const MOST_RATIO = 2;

interface Shown {
  canvas: HTMLCanvasElement;
  coords: L.Coords;
  scale: number;
  /** The marks that its names give way to. */
  marks: readonly Spot[];
}

/** What Leaflet's grid layer has and its types do not tell. */
interface Insides {
  _map?: L.Map;
  _tileZoom?: number;
}

export interface BasemapLayer extends L.GridLayer {
  /** Paints what is shown once more: after a change of theme, of fonts, or of the zoom between two whole ones. */
  repaint(onlyScale?: boolean): void;
  /** Lets the names give way to marks; paints those tiles again whose marks are others than before. */
  giveWay(marks: readonly Covering[]): void;
}

export function basemapLayer(basemap: Basemap, dark: () => boolean, options: L.GridLayerOptions): BasemapLayer {
  const shown = new Set<Shown>();
  let covering: readonly Covering[] = [];

  const scaleOf = (layer: Insides, zoom: number): number =>
    layer._map ? layer._map.getZoomScale(layer._map.getZoom(), zoom) : 1;

  async function paint(tile: Shown): Promise<void> {
    const { x, y, z } = tile.coords;
    const ratio = Math.min(MOST_RATIO, window.devicePixelRatio || 1);
    const { scale, marks } = tile;
    const bitmap = await basemap.tile({ x, y, zoom: z, scale, ratio, dark: dark(), marks });
    if (scale === tile.scale && marks === tile.marks)
      tile.canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
  }

  const Layer = L.GridLayer.extend({
    createTile(this: L.GridLayer & Insides, coords: L.Coords, done: L.DoneCallback): HTMLCanvasElement {
      const canvas = document.createElement("canvas");
      const tile = { canvas, coords, scale: scaleOf(this, coords.z), marks: spotsNear(covering, coords) };
      shown.add(tile);
      void paint(tile)
        .then(() => done(undefined, canvas))
        .catch((error: Error) => done(error, canvas));
      return canvas;
    },
    repaint(this: L.GridLayer & Insides, onlyScale = false) {
      for (const tile of shown) {
        const scale = scaleOf(this, tile.coords.z);
        if (tile.coords.z !== this._tileZoom || (onlyScale && scale === tile.scale)) continue;
        tile.scale = scale;
        // a tile that cannot be painted anew keeps what it shows
        void paint(tile).catch(() => undefined);
      }
    },
    giveWay(this: L.GridLayer & Insides, marks: readonly Covering[]) {
      covering = marks;
      for (const tile of shown) {
        const near = spotsNear(marks, tile.coords);
        if (tile.coords.z !== this._tileZoom || String(near) === String(tile.marks)) continue;
        tile.marks = near;
        void paint(tile).catch(() => undefined);
      }
    },
  });
  const layer = new (Layer as unknown as new (o: L.GridLayerOptions) => BasemapLayer)(options);
  layer.on("tileunload", ({ tile }) => {
    for (const one of shown) if (one.canvas === (tile as HTMLElement)) shown.delete(one);
  });
  basemap.refreshed = () => layer.repaint();
  return layer;
}

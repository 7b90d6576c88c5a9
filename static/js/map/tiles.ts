// The base map as a Leaflet layer: each tile is a canvas that shows a bitmap.
import L from "leaflet";
import type { Basemap } from "./basemap.ts";

const MOST_RATIO = 2;

interface Shown {
  canvas: HTMLCanvasElement;
  coords: L.Coords;
  scale: number;
}

/** What Leaflet's grid layer has and its types do not tell. */
interface Insides {
  _map?: L.Map;
  _tileZoom?: number;
}

export interface BasemapLayer extends L.GridLayer {
  /** Paints what is shown once more: after a change of theme, of fonts, or of the zoom between two whole ones. */
  repaint(onlyScale?: boolean): void;
}

export function basemapLayer(basemap: Basemap, dark: () => boolean, options: L.GridLayerOptions): BasemapLayer {
  const shown = new Set<Shown>();

  const scaleOf = (layer: Insides, zoom: number): number =>
    layer._map ? layer._map.getZoomScale(layer._map.getZoom(), zoom) : 1;

  async function paint(tile: Shown): Promise<void> {
    const { x, y, z } = tile.coords;
    const ratio = Math.min(MOST_RATIO, window.devicePixelRatio || 1);
    const { scale } = tile;
    const bitmap = await basemap.tile({ x, y, zoom: z, scale, ratio, dark: dark() });
    if (scale === tile.scale) tile.canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
  }

  const Layer = L.GridLayer.extend({
    createTile(this: L.GridLayer & Insides, coords: L.Coords, done: L.DoneCallback): HTMLCanvasElement {
      const canvas = document.createElement("canvas");
      const tile = { canvas, coords, scale: scaleOf(this, coords.z) };
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
  });
  const layer = new (Layer as unknown as new (o: L.GridLayerOptions) => BasemapLayer)(options);
  layer.on("tileunload", ({ tile }) => {
    for (const one of shown) if (one.canvas === (tile as HTMLElement)) shown.delete(one);
  });
  basemap.refreshed = () => layer.repaint();
  return layer;
}

// Raster tiles out of one PMTiles file, read by ranges of bytes.
import type L from "leaflet";
import { PMTiles, TileType } from "pmtiles";

const KINDS: Partial<Record<TileType, string>> = {
  [TileType.Png]: "image/png",
  [TileType.Jpeg]: "image/jpeg",
  [TileType.Webp]: "image/webp",
  [TileType.Avif]: "image/avif",
};

/** `Grid`: the page's own, so that this part need not bring Leaflet once more.
 *  @throws Error where the file holds vector tiles: they need a style, which a base map of pictures does not. */
export async function pmtilesLayer(Grid: typeof L.GridLayer, url: string, maxZoom: number): Promise<L.Layer> {
  const archive = new PMTiles(url);
  const { tileType, maxZoom: last } = await archive.getHeader();
  const kind = KINDS[tileType];
  if (!kind) throw new Error("The PMTiles file holds no pictures.");
  const Layer = Grid.extend({
    createTile({ x, y, z }: L.Coords, done: L.DoneCallback): HTMLImageElement {
      const image = document.createElement("img");
      image.alt = "";
      void archive
        .getZxy(z, x, y)
        .then(async (tile) => {
          if (tile) image.src = URL.createObjectURL(new Blob([tile.data], { type: kind }));
          if (tile) await image.decode();
          URL.revokeObjectURL(image.src);
          done(undefined, image);
        })
        .catch((error: Error) => done(error, image));
      return image;
    },
  });
  const options = { maxZoom, maxNativeZoom: last, className: "foreign-tiles" };
  return new (Layer as unknown as new (options: L.GridLayerOptions) => L.GridLayer)(options);
}

// Tiles out of one PMTiles file, read by ranges of bytes: pictures, or vector tiles.
import type L from "leaflet";
import { PMTiles, TileType } from "pmtiles";
import type { LeafletParts } from "./vectortiles.ts";

const KINDS: Partial<Record<TileType, string>> = {
  [TileType.Png]: "image/png",
  [TileType.Jpeg]: "image/jpeg",
  [TileType.Webp]: "image/webp",
  [TileType.Avif]: "image/avif",
};

/** `leaflet`: the page's own, so that this part need not bring it once more.
 *  @throws Error where the file's tiles are of a kind that cannot be drawn. */
export async function pmtilesLayer(
  leaflet: LeafletParts,
  url: string,
  look: { maxZoom: number; lang: string; dark: boolean },
): Promise<L.Layer> {
  const archive = new PMTiles(url);
  const { tileType, maxZoom: last } = await archive.getHeader();
  const { maxZoom } = look;
  if (tileType === TileType.Mvt) {
    const { vectorLayer } = await import("./vectortiles.ts");
    return vectorLayer(leaflet, archive, { ...look, maxDataZoom: last });
  }
  const kind = KINDS[tileType];
  if (!kind) throw new Error("The PMTiles file holds neither pictures nor vector tiles.");
  const Layer = leaflet.GridLayer.extend({
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

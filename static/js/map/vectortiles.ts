// Vector tiles of a PMTiles file in the layers of the Protomaps base map, drawn light or dark as the page is.
import { namedFlavor } from "@protomaps/basemaps";
import type L from "leaflet";
import type { PMTiles } from "pmtiles";
import { labelRules, leafletLayer, paintRules } from "protomaps-leaflet";

/** What the drawing library needs of Leaflet, which it looks for on the page. */
export type LeafletParts = Pick<typeof L, "GridLayer" | "DomUtil">;

export interface Themed extends L.Layer {
  setDark(dark: boolean): void;
}

/** Layers of which one is in every file that this can draw. */
const DRAWN = ["earth", "water", "landcover", "roads"];

/** @throws Error where the file's layers are others than those that a style is known for. */
export async function vectorLayer(
  leaflet: LeafletParts,
  archive: PMTiles,
  options: { maxZoom: number; maxDataZoom: number; lang: string; dark: boolean },
): Promise<Themed> {
  const { vector_layers: layers } = (await archive.getMetadata()) as { vector_layers?: { id: string }[] };
  if (!layers?.some(({ id }) => DRAWN.includes(id)))
    throw new Error("The PMTiles file's vector tiles have other layers than those of the Protomaps base map.");
  (globalThis as { L?: LeafletParts }).L = leaflet;
  const { lang, dark, ...rest } = options;
  const flavor = dark ? "dark" : "light";
  // its types speak of its own copy of the reader of files
  const layer = leafletLayer({
    ...rest,
    lang,
    flavor,
    url: archive as never,
    attribution: "",
    className: "vector-tiles",
  });
  const setDark = (now: boolean): void => {
    const colours = namedFlavor(now ? "dark" : "light");
    layer.paintRules = paintRules(colours);
    layer.labelRules = labelRules(colours, lang);
    layer.backgroundColor = colours.background;
    layer.clearLayout();
    layer.rerenderTiles();
  };
  return Object.assign(layer as unknown as L.Layer, { setDark });
}

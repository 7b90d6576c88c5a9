// Tiles of someone else's, where the service is set up with them: XYZ, WMTS or PMTiles.
import L from "leaflet";

export interface TileSource {
  url: string;
  attribution: string;
}

/** What the service wrote into the page; null: the own base map. */
export function configuredTiles(page: Document): TileSource | null {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="tiles"]');
  return meta?.content ? { url: meta.content, attribution: meta.dataset.attribution ?? "" } : null;
}

const WMTS: [string, string][] = [
  ["{TileMatrix}", "{z}"],
  ["{TileCol}", "{x}"],
  ["{TileRow}", "{y}"],
];

/** `look`: how far one may zoom; for tiles that are drawn here, the language of names and whether the page is dark. */
export async function tileLayer(
  { url }: TileSource,
  look: { maxZoom: number; lang: string; dark: boolean },
): Promise<L.Layer> {
  if (new URL(url).pathname.endsWith(".pmtiles")) {
    const { pmtilesLayer } = await import("./pmtiles.ts");
    return pmtilesLayer(L, url, look);
  }
  const xyz = WMTS.reduce((text, [theirs, ours]) => text.replace(theirs, ours), url);
  return L.tileLayer(xyz, {
    maxZoom: look.maxZoom,
    className: "foreign-tiles",
    referrerPolicy: "strict-origin-when-cross-origin",
  });
}

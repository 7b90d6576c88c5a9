// Web Mercator in pixels of a zoom (256 at zoom 0).
export function pixelOf(lat: number, lon: number, zoom: number): [number, number] {
  const size = 256 * 2 ** zoom;
  const sin = Math.min(0.9999, Math.max(-0.9999, Math.sin((lat * Math.PI) / 180)));
  return [((lon + 180) / 360) * size, (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * size];
}

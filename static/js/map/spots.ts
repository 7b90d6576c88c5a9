// Where marks lie over the base map, for its names to give way.
import { pixelOf } from "./project.ts";

/** The middle in pixels of the tile's zoom from the tile's own corner, and the radius in pixels of the screen. */
export type Spot = readonly [x: number, y: number, r: number];

export interface Covering {
  lat: number;
  lon: number;
  r: number;
}

const TILE = 256;
/** As far as a name reaches over from the next tile, and a mark over a name. */
const REACH = 230;
/** Among so many marks no name finds room. */
const MOST = 150;

/** The marks near a tile. */
export function spotsNear(marks: readonly Covering[], { x, y, z }: { x: number; y: number; z: number }): Spot[] {
  if (marks.length > MOST) return [];
  const side = TILE * 2 ** z;
  const spots: Spot[] = [];
  for (const { lat, lon, r } of marks) {
    const [gx, gy] = pixelOf(lat, lon, z);
    const left = ((((gx - x * TILE + side / 2) % side) + side) % side) - side / 2;
    const top = gy - y * TILE;
    if (left > -REACH && left < TILE + REACH && top > -REACH && top < TILE + REACH)
      spots.push([Math.round(left), Math.round(top), r]);
  }
  return spots;
}

/** The mark on a point, if there is one; `scale`: how large the tile is shown. */
export const spotOn = (spots: readonly Spot[], x: number, y: number, scale: number): Spot | undefined =>
  spots.find(([sx, sy, r]) => Math.hypot(sx - x, sy - y) < r / scale);

/** The mark that touches a box around a point. */
export const spotOver = (
  spots: readonly Spot[],
  x: number,
  y: number,
  half: [number, number],
  scale: number,
): Spot | undefined =>
  spots.find(([sx, sy, r]) => Math.abs(sx - x) < half[0] + r / scale && Math.abs(sy - y) < half[1] + r / scale);

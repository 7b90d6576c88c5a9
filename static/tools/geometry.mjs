// Rings, lines and the compact form in which the base map's coordinates travel.

/** Thousandths or ten-thousandths of a degree, each pair as the step from the one before → [[lon, lat], …]. */
export function undelta(numbers, scale) {
  const points = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    lon += numbers[i];
    lat += numbers[i + 1];
    points.push([lon / scale, lat / scale]);
  }
  return points;
}

/** The other way; points that fall on the one before are left out. */
export function delta(points, scale) {
  const numbers = [];
  let [lon, lat] = [0, 0];
  for (const point of points) {
    const [x, y] = [Math.round(point[0] * scale), Math.round(point[1] * scale)];
    if (numbers.length && x === lon && y === lat) continue;
    numbers.push(x - lon, y - lat);
    [lon, lat] = [x, y];
  }
  return numbers;
}

/** A ring that crosses the 180th meridian goes on past it, not back across the map; round a pole, along the map's edge. */
export function unwrapRing(ring) {
  let shift = 0;
  const points = ring.map(([lon, lat], i) => {
    const step = i ? lon - ring[i - 1][0] : 0;
    if (step > 180) shift -= 360;
    else if (step < -180) shift += 360;
    return [lon + shift, lat];
  });
  if (!shift) return points;
  const [first, last] = [points[0], points.at(-1)];
  return [...points, [last[0], -85.2], [first[0], -85.2], first.slice()];
}

/** A line is cut where it jumps across the 180th meridian. */
export function cutLine(line) {
  const parts = [[line[0]]];
  for (let i = 1; i < line.length; i++) {
    if (Math.abs(line[i][0] - line[i - 1][0]) > 180) parts.push([]);
    parts.at(-1).push(line[i]);
  }
  return parts.filter((part) => part.length > 1);
}

/** Whether a point lies in a ring (even-odd). */
export function inRing([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

export const inPolygon = (point, rings) =>
  inRing(point, rings[0]) && !rings.slice(1).some((hole) => inRing(point, hole));

/** West, south, east, north of a ring. */
export function boundsOf(ring) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

const distanceToSegment = ([x, y], [ax, ay], [bx, by]) => {
  const [dx, dy] = [bx - ax, by - ay];
  const t = dx || dy ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
};

/** A point deep inside a polygon, for its name: the best of a grid, then of a finer one around it. */
export function insidePoint(rings) {
  const [west, south, east, north] = boundsOf(rings[0]);
  const depth = (point) => {
    if (!inPolygon(point, rings)) return -1;
    let least = Infinity;
    const ring = rings[0];
    for (let i = 1; i < ring.length; i++) least = Math.min(least, distanceToSegment(point, ring[i - 1], ring[i]));
    return least;
  };
  let best = { point: [(west + east) / 2, (south + north) / 2], depth: -1 };
  let [half, cx, cy] = [[(east - west) / 2, (north - south) / 2], ...best.point];
  for (let round = 0; round < 3; round++) {
    for (let i = -7; i <= 7; i++) {
      for (let j = -7; j <= 7; j++) {
        const point = [cx + (i / 7.5) * half[0], cy + (j / 7.5) * half[1]];
        const d = depth(point);
        if (d > best.depth) best = { point, depth: d };
      }
    }
    [cx, cy] = best.point;
    half = half.map((h) => h / 6);
  }
  return best;
}

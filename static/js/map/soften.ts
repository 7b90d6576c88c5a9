// Outlines that are known by a few corners alone ("the Far East", "the Sahel") must not look like surveyed borders.

const FEW = 24; // corners; outlines of administrative areas have hundreds
const WIDE = 4; // degrees: a small island has few corners, too, and they are its own
const ROUNDS = 3;

type Ring = GeoJSON.Position[];

/** The same geometry, with rounded corners where it has few of them and is large. */
export function softened(geometry: GeoJSON.Geometry): GeoJSON.Geometry {
  if (geometry.type === "Polygon") return { ...geometry, coordinates: geometry.coordinates.map(softRing) };
  if (geometry.type === "MultiPolygon")
    return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(softRing)) };
  return geometry;
}

function softRing(ring: Ring): Ring {
  const lons = ring.map(([lon]) => lon!);
  if (ring.length > FEW || Math.max(...lons) - Math.min(...lons) < WIDE) return ring;
  let corners = ring.slice(0, -1);
  // Chaikin: each corner is cut at a quarter of its sides
  for (let round = 0; round < ROUNDS; round++)
    corners = corners.flatMap((a, i) => {
      const b = corners[(i + 1) % corners.length]!;
      return [between(a, b, 0.25), between(a, b, 0.75)];
    });
  return [...corners, corners[0]!];
}

const between = ([ax, ay]: GeoJSON.Position, [bx, by]: GeoJSON.Position, part: number): GeoJSON.Position => [
  ax! + (bx! - ax!) * part,
  ay! + (by! - ay!) * part,
];

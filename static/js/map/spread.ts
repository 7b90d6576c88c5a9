// Rings that lie on each other would hide each other's numbers: they give way, but not far.

export interface Circle {
  x: number;
  y: number;
  /** Pixels. */
  r: number;
  /** Stands where it is: a single incident's symbol. */
  fixed: boolean;
}

const TURNS = 8;
/** Of so many the next zoom is a better help. */
const MOST_CIRCLES = 250;

/** Where the circles go, each at most `most` pixels from its place. */
export function spread(circles: readonly Circle[], most: number): { x: number; y: number }[] {
  const at = circles.map(({ x, y }) => ({ x, y }));
  if (circles.length > MOST_CIRCLES) return at;
  for (let turn = 0; turn < TURNS; turn++) {
    let moved = false;
    for (let i = 0; i < circles.length; i++)
      for (let j = i + 1; j < circles.length; j++) moved = apart(circles, at, i, j, most) || moved;
    if (!moved) break;
  }
  return at;
}

/** Moves two circles off each other, if they touch and may be moved. */
function apart(
  circles: readonly Circle[],
  at: { x: number; y: number }[],
  i: number,
  j: number,
  most: number,
): boolean {
  const [a, b] = [circles[i]!, circles[j]!];
  if (a.fixed && b.fixed) return false;
  const [p, q] = [at[i]!, at[j]!];
  const [dx, dy] = [q.x - p.x, q.y - p.y];
  const far = Math.hypot(dx, dy);
  const over = a.r + b.r - far;
  if (over <= 0.5) return false;
  const [x, y] = far ? [dx / far, dy / far] : [1, 0];
  const share = a.fixed ? 0 : b.fixed ? 1 : 0.5;
  if (!a.fixed) at[i] = near(a, p.x - x * over * share, p.y - y * over * share, most);
  if (!b.fixed) at[j] = near(b, q.x + x * over * (1 - share), q.y + y * over * (1 - share), most);
  return true;
}

/** The point, or the one in its direction that is not too far from the circle's own place. */
function near({ x, y }: Circle, toX: number, toY: number, most: number): { x: number; y: number } {
  const far = Math.hypot(toX - x, toY - y);
  const part = far > most ? most / far : 1;
  return { x: x + (toX - x) * part, y: y + (toY - y) * part };
}

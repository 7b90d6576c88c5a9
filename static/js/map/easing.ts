// Leaflet's curve of zooming, cubic-bezier(0, 0, 0.25, 1), for what is painted by hand while the map zooms.
const STEPS = 12;

/** How much of the way lies behind at a part of the time, both 0 to 1. */
export function eased(time: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    // with its inner points at 0 and 0.25: 3(1−s)s²·0.25 + s³
    if (0.75 * (1 - middle) * middle ** 2 + middle ** 3 < time) low = middle;
    else high = middle;
  }
  const at = (low + high) / 2;
  return 3 * (1 - at) * at ** 2 + at ** 3;
}

// One mark, painted: on the map's canvas and in the picture that is saved.
import type { Brush } from "../draw/brush.ts";
import { type Mark, sizeOf } from "./mark.ts";

/** Chosen; pointed at in the list; under the pointer. */
export type MarkState = "chosen" | "hot" | "over" | "";

const LARGER = { chosen: 1.28, hot: 1.16, over: 1.16, "": 1 };

/** Around the pen's origin, whose scale and origin it may change. */
export function strokeMark(brush: Brush, { look, size }: Mark, state: MarkState): void {
  const { pen, palette } = brush;
  pen.scale(LARGER[state], LARGER[state]);
  if (look.kind === "ring") brush.ring(look);
  else brush.symbol(look, sizeOf(look));
  const r = look.kind === "ring" ? size / 2 : sizeOf(look) / 2;
  if (state === "chosen") brush.circle(r + 3.75, 2.5, palette.ink);
  else if (state === "hot") brush.circle(r + 3, 2, palette.ink);
  if (look.kind !== "symbol" || !look.more) return;
  const side = document.documentElement.dir === "rtl" ? -1 : 1;
  pen.translate(side * (r - 0.5), 2.5 - r);
  brush.badge(look.more);
}

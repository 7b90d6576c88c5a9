// The marks of symbols.ts on a canvas: the same shapes, with the colours and widths of style/marks.css.
import type { Legend } from "../model.ts";
import { clusterRadius, GAP, INSET, lookOf, numberSize, shapeOf, sharesOf } from "./symbols.ts";

export interface Palette {
  /** Colour of each group. */
  groups: Record<string, string>;
  /** Around a full symbol. */
  rim: string;
  /** Behind hollow and pale ones, and the ground of rings and of a badge's letters. */
  paper: string;
  ink: string;
  /** What a denied one's colour is mixed with. */
  faint: string;
}

const OTHER = "#666";
const FONT = '"Inter", system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const BOX = 40;

export function paletteOf(legend: Legend, dark: boolean): Palette {
  const groups = Object.entries(legend.groups).map(([group, { color }]) => [group, dark ? color.dark : color.light]);
  return {
    groups: Object.fromEntries(groups),
    rim: dark ? "#10171c" : "#ffffff",
    paper: dark ? "#151c22" : "#ffffff",
    ink: dark ? "#e6ebef" : "#1b1e22",
    faint: dark ? "#a9b5bf" : "#565b62",
  };
}

export interface Ring {
  types: Record<string, number>;
  count: number;
  text: string;
}

export interface Symbol_ {
  type: string;
  status: string;
  areal: boolean;
}

/** Paints around the pen's origin; the units are pixels. */
export class Brush {
  readonly #paths = new Map<string, Path2D>();

  constructor(
    readonly pen: CanvasRenderingContext2D,
    private readonly legend: Legend,
    public palette: Palette,
  ) {}

  ring({ types, count, text }: Ring): void {
    const { pen, palette } = this;
    const r = clusterRadius(count);
    this.#disc(0, 0.8, r + 2, "rgb(0 0 0 / .3)");
    this.#disc(0, 0, r + 1, palette.paper);
    const shares = sharesOf(this.legend, types);
    const line = r - INSET;
    const gap = shares.length > 1 ? GAP / line : 0;
    let at = -Math.PI / 2;
    pen.lineWidth = 5.5;
    for (const [group, share] of shares) {
      const turn = share * 2 * Math.PI;
      if (turn > gap) {
        pen.strokeStyle = palette.groups[group] ?? OTHER;
        pen.beginPath();
        pen.arc(0, 0, line, at, at + turn - gap);
        pen.stroke();
      }
      at += turn;
    }
    this.#letters(text, 0, 0.5, numberSize(count), palette.ink);
  }

  /** `size`: pixels across. */
  symbol({ type, status, areal }: Symbol_, size: number): void {
    const { pen } = this;
    const group = this.legend.types[type]?.group ?? "";
    const colour = this.palette.groups[group] ?? OTHER;
    const look = lookOf(this.legend, status);
    const rim = look.outline === "dashed" || look.outline === "dotted";
    pen.save();
    pen.scale(size / BOX, size / BOX);
    pen.lineJoin = "round";
    if (areal) this.#disc(0, 0, 19, colour, 0.26);
    pen.translate(-BOX / 2, -BOX / 2);
    const path = (r: number) => this.#path(shapeOf(this.legend, type, r));
    if (!areal) this.#shade(path(rim ? 18.6 : 18));
    pen.save();
    if (areal) this.#smaller();
    this.#base(path(rim ? 18 : 17), look, colour);
    if (rim && look.fill === "full") this.#fill(path(13.5), colour);
    pen.restore();
    this.#glyph(type, look.fill === "full" ? "#ffffff" : colour, glyphPlace(areal, status === "claimed"));
    if (look.outline === "struck") this.#strike(colour);
    pen.restore();
  }

  badge(text: string): void {
    const { pen, palette } = this;
    pen.font = `650 10.5px ${FONT}`;
    const width = Math.max(17, pen.measureText(text).width + 8);
    pen.fillStyle = palette.ink;
    pen.beginPath();
    pen.roundRect(-width / 2, -8.5, width, 17, 9);
    pen.fill();
    this.#letters(text, 0, 0.5, 10.5, palette.paper);
  }

  circle(r: number, width: number, colour: string, alpha = 1): void {
    const { pen } = this;
    pen.globalAlpha = alpha;
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(0, 0, r, 0, 2 * Math.PI);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  #base(path: Path2D, { outline, fill }: { outline: string; fill: string }, colour: string): void {
    const { pen, palette } = this;
    const dashed = outline === "dashed";
    this.#fill(path, fill === "full" ? (dashed ? palette.rim : colour) : palette.paper);
    if (fill === "pale") this.#fill(path, colour, 0.24);
    pen.lineWidth = fill === "hollow" || outline === "dotted" ? 2.8 : dashed ? 2.6 : 2;
    pen.strokeStyle = fill === "hollow" || dashed || outline === "dotted" ? colour : palette.rim;
    if (dashed) pen.setLineDash([6, 4]);
    if (outline === "dotted") {
      pen.lineCap = "round";
      pen.setLineDash([0.1, 5.2]);
    }
    if (outline === "struck") pen.strokeStyle = palette.faint;
    pen.stroke(path);
    if (outline !== "struck") return;
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.6;
    pen.stroke(path);
    pen.globalAlpha = 1;
  }

  #glyph(type: string, colour: string, [at, scale]: [number, number]): void {
    const { pen } = this;
    const drawn = this.legend.glyphs[this.legend.types[type]?.glyph ?? ""];
    if (!drawn) return;
    pen.save();
    pen.translate(at, at);
    pen.scale(scale, scale);
    if (drawn.fill) this.#fill(this.#path(drawn.fill), colour, 1, "evenodd");
    if (drawn.stroke) {
      pen.setLineDash([]);
      pen.lineCap = "round";
      pen.lineWidth = 2.6;
      pen.strokeStyle = colour;
      pen.stroke(this.#path(drawn.stroke));
    }
    pen.restore();
  }

  #strike(colour: string): void {
    const { pen } = this;
    const path = this.#path("M7 33L33 7");
    pen.setLineDash([]);
    pen.strokeStyle = this.palette.paper;
    pen.lineWidth = 7;
    pen.stroke(path);
    pen.strokeStyle = colour;
    pen.lineWidth = 3.2;
    pen.lineCap = "round";
    pen.stroke(path);
  }

  #shade(path: Path2D): void {
    const { pen } = this;
    pen.translate(0, 1.6);
    this.#fill(path, "rgb(0 0 0 / .28)");
    pen.translate(0, -1.6);
  }

  #smaller(): void {
    const { pen } = this;
    pen.translate(BOX / 2, BOX / 2);
    pen.scale(0.76, 0.76);
    pen.translate(-BOX / 2, -BOX / 2);
  }

  #fill(path: Path2D, colour: string, alpha = 1, rule: CanvasFillRule = "nonzero"): void {
    const { pen } = this;
    pen.fillStyle = colour;
    pen.globalAlpha = alpha;
    pen.fill(path, rule);
    pen.globalAlpha = 1;
  }

  #disc(x: number, y: number, r: number, colour: string, alpha = 1): void {
    const { pen } = this;
    pen.fillStyle = colour;
    pen.globalAlpha = alpha;
    pen.beginPath();
    pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.fill();
    pen.globalAlpha = 1;
  }

  #letters(text: string, x: number, y: number, size: number, colour: string): void {
    const { pen } = this;
    pen.font = `650 ${size}px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
  }

  #path(text: string): Path2D {
    const known = this.#paths.get(text);
    if (known) return known;
    const path = new Path2D(text);
    this.#paths.set(text, path);
    return path;
  }
}

/** Where a glyph begins in the box, and its scale. */
function glyphPlace(areal: boolean, claimed: boolean): [number, number] {
  if (areal) return claimed ? [13.6, 0.535] : [12.6, 0.62];
  return claimed ? [11.6, 0.7] : [10.4, 0.8];
}

// The marks: shape and colour say the group, the glyph the type, the outline the status.
import type { Legend } from "../model.ts";
import { svg } from "./dom.ts";

const HALF = 20; // the drawing's box is 40 × 40

const SHAPES: Record<string, (r: number) => string> = {
  circle: (r) => `M${HALF - r} ${HALF}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  square: (r) => rounded(r * 0.94, r * 0.3),
  diamond: (r) => polygon([0, 90, 180, 270], r * 1.16),
  hexagon: (r) => polygon([30, 90, 150, 210, 270, 330], r * 1.07),
};

function rounded(r: number, c: number): string {
  const [a, b] = [HALF - r, 2 * r - 2 * c];
  return `M${a + c} ${a}h${b}q${c} 0 ${c} ${c}v${b}q0 ${c} ${-c} ${c}h${-b}q${-c} 0 ${-c} ${-c}v${-b}q0 ${-c} ${c} ${-c}z`;
}

function polygon(angles: number[], r: number): string {
  const points = angles.map((angle) => {
    const at = ((angle - 90) * Math.PI) / 180;
    return `${(HALF + r * Math.cos(at)).toFixed(1)} ${(HALF + r * Math.sin(at)).toFixed(1)}`;
  });
  return `M${points.join("L")}z`;
}

export interface MarkLook {
  type: string;
  status: string;
  /** Drawn without a sharp rim: the place is known as an area alone. */
  soft?: boolean;
}

/** How a status is drawn. */
export const lookOf = (legend: Legend, status: string): { outline: string; fill: string } =>
  legend.statuses[status] ?? { outline: "solid", fill: "full" };

/** The outline of a type's group, `r` from its middle, in the box of 40 × 40. */
export const shapeOf = (legend: Legend, type: string, r: number): string =>
  (SHAPES[legend.groups[legend.types[type]?.group ?? ""]?.shape ?? "circle"] ?? SHAPES.circle!)(r);

/** A mark as SVG, `size` pixels wide. */
export function markSymbol(legend: Legend, { type, status, soft = false }: MarkLook, size: number): SVGElement {
  const entry = legend.types[type];
  const group = entry?.group ?? "";
  const shape = (r: number) => shapeOf(legend, type, r);
  const look = lookOf(legend, status);
  const rim = look.outline === "dashed" || look.outline === "dotted";
  return svg(
    "svg",
    {
      viewBox: "0 0 40 40",
      width: size,
      height: size,
      class: `symbol g-${group} s-${status}${soft ? " soft" : ""}`,
      "aria-hidden": "true",
    },
    soft && svg("circle", { cx: HALF, cy: HALF, r: 19, class: "halo" }),
    !soft && svg("path", { d: shape(rim ? 18.6 : 18), class: "shade" }),
    svg("path", { d: shape(rim ? 18 : 17), class: `base fill-${look.fill} line-${look.outline}` }),
    rim && look.fill === "full" && svg("path", { d: shape(13.5), class: "core" }),
    glyph(legend, entry?.glyph ?? "", look.fill),
    look.outline === "struck" && svg("path", { d: "M7 33L33 7", class: "strike-under" }),
    look.outline === "struck" && svg("path", { d: "M7 33L33 7", class: "strike" }),
  );
}

function glyph(legend: Legend, name: string, fill: string): SVGElement | null {
  const drawn = legend.glyphs[name];
  if (!drawn) return null;
  return svg(
    "g",
    { transform: "translate(10.4 10.4) scale(.8)", class: fill === "full" ? "glyph on-colour" : "glyph in-colour" },
    drawn.fill && svg("path", { d: drawn.fill, class: "glyph-fill", "fill-rule": "evenodd" }),
    drawn.stroke && svg("path", { d: drawn.stroke, class: "glyph-line" }),
  );
}

/** Radius in pixels of a cluster's ring. */
export const clusterRadius = (count: number): number => Math.round(Math.min(34, 14 + 4.2 * Math.log10(count) * 1.6));

/** Pixels between two shares of a ring. */
export const GAP = 1.2;
/** Pixels from a ring's rim to the middle of its line. */
export const INSET = 3;

/** The share of each group in a cluster, 0 to 1, the largest first. */
export function sharesOf(legend: Legend, types: Record<string, number>): [group: string, share: number][] {
  const shares = new Map<string, number>();
  let total = 0;
  for (const [type, number] of Object.entries(types)) {
    const group = legend.types[type]?.group ?? "";
    shares.set(group, (shares.get(group) ?? 0) + number);
    total += number;
  }
  return [...shares].map(([group, n]) => [group, n / (total || 1)] as [string, number]).sort((a, b) => b[1] - a[1]);
}

export const numberSize = (count: number): number => (count > 9999 ? 10.5 : count > 99 ? 11.5 : 12.5);

/** A ring with the share of each group, the number inside. */
export function clusterSymbol(legend: Legend, types: Record<string, number>, count: number, text: string): SVGElement {
  const r = clusterRadius(count);
  const ring = r - INSET;
  const length = 2 * Math.PI * ring;
  const shares = sharesOf(legend, types);
  let at = 0;
  const arcs = shares.map(([group, share]) => {
    const part = share * length;
    const arc = svg("circle", {
      cx: r + 2,
      cy: r + 2,
      r: ring,
      class: `arc g-${group}`,
      "stroke-dasharray": `${Math.max(0, part - (shares.length > 1 ? GAP : 0))} ${length}`,
      "stroke-dashoffset": -at,
      transform: `rotate(-90 ${r + 2} ${r + 2})`,
    });
    at += part;
    return arc;
  });
  const size = 2 * r + 4;
  return svg(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, width: size, height: size, class: "cluster-symbol", "aria-hidden": "true" },
    svg("circle", { cx: r + 2, cy: r + 2, r: r + 1, class: "cluster-back" }),
    arcs,
    svg("text", { x: r + 2, y: r + 2, class: "cluster-number", "font-size": numberSize(count) }, text),
  );
}

/** Sets a theme's colours as CSS variables (`--g-armed` …) and a class rule's worth of `--c` for every group. */
export function applyColours(legend: Legend, dark: boolean, root: HTMLElement): void {
  for (const [group, { color }] of Object.entries(legend.groups)) {
    root.style.setProperty(`--g-${group}`, dark ? color.dark : color.light);
  }
}

// Groups that share a shape must be told apart by colour alone, with every common kind of colour vision.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { DARK, LIGHT } from "../map/theme.ts";
import type { Legend } from "../model.ts";

const legend = JSON.parse(readFileSync("static/legend.json", "utf8")) as Legend;
type Rgb = [number, number, number];

// Machado, Oliveira, Fernandes 2009, severity 1
const VISION: Record<string, number[]> = {
  full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Rgb;

const seen = ([r, g, b]: Rgb, m: number[]): Rgb =>
  [0, 3, 6].map((row) => Math.min(1, Math.max(0, m[row]! * r + m[row + 1]! * g + m[row + 2]! * b))) as Rgb;

function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const LEAST_APART = 15; // ΔE (CIE 1976)

for (const theme of ["light", "dark"] as const) {
  for (const [vision, matrix] of Object.entries(VISION)) {
    test(`groups of one shape are apart: ${theme}, ${vision}`, () => {
      const groups = Object.entries(legend.groups);
      for (const [a, first] of groups) {
        for (const [b, second] of groups) {
          if (a >= b || first.shape !== second.shape) continue;
          const [p, q] = [first, second].map(({ color }) => lab(seen(linear(color[theme]), matrix))) as [Rgb, Rgb];
          const apart = Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
          assert.ok(apart >= LEAST_APART, `${a} and ${b}: ${apart.toFixed(1)}`);
        }
      }
    });
  }
}

test("the white glyph stands out on every group's colour in the light theme", () => {
  for (const [group, { color }] of Object.entries(legend.groups)) {
    const contrast = 1.05 / (luminance(linear(color.light)) + 0.05);
    assert.ok(contrast >= 3, `${group}: ${contrast.toFixed(2)}`);
  }
});

for (const [name, theme] of Object.entries({ light: LIGHT, dark: DARK })) {
  test(`names on the base map can be read: ${name}`, () => {
    const pairs = [
      [theme.country, theme.land],
      [theme.country, theme.sea],
      [theme.water, theme.sea],
      [theme.capital, theme.land],
      [theme.town, theme.land],
    ] as const;
    for (const [ink, ground] of pairs) {
      const [a, b] = [luminance(linear(ink)), luminance(linear(ground))].sort((x, y) => y - x) as [number, number];
      const contrast = (a + 0.05) / (b + 0.05);
      assert.ok(contrast >= 4.5, `${ink} on ${ground}: ${contrast.toFixed(2)}`);
    }
  });
}

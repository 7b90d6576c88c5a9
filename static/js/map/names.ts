// Which names of countries and waters stand at a zoom, and where: larger first, none on another, towns give way.
import { pixelOf } from "./project.ts";
import type { Country, Sea, Town, World } from "./world.ts";

export interface Name {
  lines: string[];
  x: number;
  y: number;
  kind: "country" | "sea";
  size: number;
}

type Box = [number, number, number, number];
const COUNTRY_LAST = 7;
const LETTER = 0.74; // mean width of a spaced capital, of the font's size
const SEA_LETTER = 0.56;

export class NamePlan {
  readonly names: Name[] = [];
  readonly #boxes: Box[] = [];
  readonly #cells = new Map<string, Box[]>();

  constructor(
    world: World,
    zoom: number,
    private readonly scale: number,
    countryName: (code: string, name: string) => string,
  ) {
    const shown = Math.ceil(zoom + Math.log2(scale) - 0.01);
    const countries = world.countries.filter((row) => shown >= row[4] && shown <= Math.min(COUNTRY_LAST, row[4] + 3));
    for (const row of [...countries].sort((a, b) => a[4] - b[4])) this.#country(row, zoom, countryName(row[0], row[1]));
    for (const row of [...world.seas].sort((a, b) => a[3] - b[3])) if (shown >= row[3]) this.#sea(row, zoom);
  }

  /** Whether a town's name would touch a larger name. */
  covers(town: Town, x: number, y: number): boolean {
    const { scale } = this;
    return this.#hit([x - 5 / scale, y - 8 / scale, x + (8 + town[0].length * 6.6) / scale, y + 8 / scale]);
  }

  #country([, , lat, lon, first]: Country, zoom: number, name: string): void {
    const [x, y] = pixelOf(lat, lon, zoom);
    const size = 10.5 + Math.min(3, zoom - first) * 1.2 + (first <= 3 ? 1 : 0);
    this.#take(wrapped(name.toLocaleUpperCase(), 14), x, y, "country", size, LETTER);
  }

  #sea([name, lat, lon, first]: Sea, zoom: number): void {
    const [x, y] = pixelOf(lat, lon, zoom);
    const size = 11 + Math.min(3, zoom - first) * 0.8;
    this.#take(wrapped(name, 11), x, y, "sea", size, SEA_LETTER);
  }

  #take(lines: string[], x: number, y: number, kind: Name["kind"], size: number, letter: number): void {
    const { scale } = this;
    const half = ((Math.max(...lines.map((line) => line.length)) * size * letter) / 2 + 4) / scale;
    const height = ((lines.length * size * 1.25) / 2 + 3) / scale;
    const box: Box = [x - half, y - height, x + half, y + height];
    if (this.#hit(box)) return;
    this.names.push({ lines, x, y, kind, size });
    for (const cell of cells(box)) this.#cells.set(cell, [...(this.#cells.get(cell) ?? []), box]);
    this.#boxes.push(box);
  }

  #hit(box: Box): boolean {
    return cells(box).some((cell) => (this.#cells.get(cell) ?? []).some((other) => overlap(box, other)));
  }
}

function cells([west, north, east, south]: Box): string[] {
  const out: string[] = [];
  for (let x = Math.floor(west / 256); x <= east / 256; x++) {
    for (let y = Math.floor(north / 256); y <= south / 256; y++) out.push(`${x}/${y}`);
  }
  return out;
}

const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function wrapped(name: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

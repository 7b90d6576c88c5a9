// Paints one tile of the base map on a canvas.
import type GeoJSONVT from "geojson-vt";
import type { NamePlan } from "./names.ts";
import { pixelOf } from "./project.ts";
import { type Spot, spotOn, spotOver } from "./spots.ts";
import type { MapTheme } from "./theme.ts";
import { type Disputed, EXTENT, type LayerName, type Piece, type Town } from "./world.ts";

export const TILE = 256;
const REACH = 190; // pixels that a name may reach over from the next tile
const UNIT = TILE / EXTENT;
const AT_END = 2; // units of a tile
const FONT = '"Inter", system-ui, sans-serif';

const JOINED = /\p{Script=Arabic}/u;

export type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

export interface TileSpot {
  zoom: number;
  /** How large the tile is shown: what must keep its size on the screen is drawn by that much smaller. */
  scale: number;
  x: number;
  y: number;
  marks: readonly Spot[];
}

export function paintTile(
  pen: Pen,
  spot: TileSpot,
  piece: Piece,
  names: NamePlan,
  disputed: readonly Disputed[],
  theme: MapTheme,
): void {
  const { zoom } = spot;
  const path = (name: LayerName, close: boolean) => pathOf(piece.layers[name], spot, close);
  const shore = pathOf(piece.layers.land, spot, false);
  pen.fillStyle = theme.sea;
  pen.fillRect(0, 0, TILE, TILE);
  pen.lineJoin = "round";
  const land = path("land", true);
  if (land && shore) paintLand(pen, land, shore, zoom, theme);
  const line = (name: LayerName, colour: string, width: number, dash: number[] = []) => {
    const drawn = path(name, false);
    if (drawn) stroke(pen, drawn, colour, width, dash);
  };
  line("rivers", theme.river, zoom < 5 ? 0.5 : zoom < 8 ? 0.9 : 1.4);
  const lakes = path("lakes", true);
  if (lakes) {
    pen.fillStyle = theme.lake;
    pen.fill(lakes, "evenodd");
    stroke(pen, lakes, theme.coast, 0.5);
  }
  if (land) paintDisputed(pen, land, spot, disputed, theme);
  line("admin1", theme.admin, zoom < 8 ? 0.7 : 1, zoom < 8 ? [2, 2] : [3, 3]);
  line("borders", theme.border, zoom < 5 ? 0.7 : 1.1, zoom < 5 ? [] : [7, 2.5, 1.5, 2.5]);
  paintNames(pen, spot, names, theme);
  paintTowns(pen, spot, piece.towns, names, theme);
}

function paintLand(pen: Pen, land: Path2D, shore: Path2D, zoom: number, theme: MapTheme): void {
  const wide = Math.min(14, 4 + zoom * 1.6);
  stroke(pen, shore, theme.halo[0], wide);
  stroke(pen, shore, theme.halo[1], wide * 0.45);
  pen.fillStyle = theme.land;
  pen.fill(land, "evenodd");
  stroke(pen, shore, theme.coast, zoom < 5 ? 0.5 : 0.8);
}

function stroke(pen: Pen, path: Path2D, colour: string, width: number, dash: number[] = []): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.stroke(path);
  pen.setLineDash([]);
}

/** `close`: to be filled. What is stroked alone has no line where the data end, at the 180th meridian. */
function pathOf(index: GeoJSONVT | undefined, { zoom, x, y }: TileSpot, close: boolean): Path2D | null {
  const tile = index?.getTile(zoom, x, y);
  if (!tile?.features.length) return null;
  const path = new Path2D();
  const ends = [...(x === 0 ? [0] : []), ...(x === 2 ** zoom - 1 ? [EXTENT] : [])];
  const atEnd = (px: number, before: number | undefined) =>
    ends.some((end) => Math.abs(px - end) <= AT_END && Math.abs((before ?? Infinity) - end) <= AT_END);
  for (const feature of tile.features) {
    for (const run of feature.geometry as unknown as [number, number][][]) {
      run.forEach(([px, py], i) => {
        if (i && (close || !atEnd(px, run[i - 1]?.[0]))) path.lineTo(px * UNIT, py * UNIT);
        else path.moveTo(px * UNIT, py * UNIT);
      });
      if (close) path.closePath();
    }
  }
  return path;
}

function paintDisputed(
  pen: Pen,
  land: Path2D,
  { zoom, x, y }: TileSpot,
  areas: readonly Disputed[],
  theme: MapTheme,
): void {
  if (zoom < 4) return;
  for (const { ring } of areas) {
    const outline = new Path2D();
    let [seen, west, east, north, south] = [false, Infinity, -Infinity, Infinity, -Infinity];
    for (const [lon, lat] of ring) {
      const [gx, gy] = pixelOf(lat, lon, zoom);
      const [px, py] = [gx - x * TILE, gy - y * TILE];
      if (seen) outline.lineTo(px, py);
      else outline.moveTo(px, py);
      seen = true;
      [west, east] = [Math.min(west, px), Math.max(east, px)];
      [north, south] = [Math.min(north, py), Math.max(south, py)];
    }
    if (east < 0 || west > TILE || south < 0 || north > TILE) continue;
    pen.save();
    pen.clip(land, "evenodd");
    pen.clip(outline);
    pen.strokeStyle = theme.hatch;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let at = -TILE; at < TILE; at += 8) {
      pen.moveTo(at, TILE);
      pen.lineTo(at + TILE, 0);
    }
    pen.stroke();
    pen.restore();
  }
}

function paintNames(pen: Pen, { zoom, scale, x, y, marks }: TileSpot, plan: NamePlan, theme: MapTheme): void {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const side = 2 ** zoom * TILE;
  const reach = REACH / scale;
  for (const name of plan.names) {
    const py = name.y - y * TILE;
    if (py < -reach || py > TILE + reach) continue;
    for (const px of [name.x - x * TILE, name.x - x * TILE - side, name.x - x * TILE + side]) {
      if (px < -reach || px > TILE + reach) continue;
      const sea = name.kind === "sea";
      pen.font = `${sea ? "italic 400" : "600"} ${name.size / scale}px ${FONT}`;
      // letters that are joined to each other are not set apart
      pen.letterSpacing = JOINED.test(name.lines[0] ?? "") ? "0px" : `${(sea ? 0.3 : 1.6) / scale}px`;
      const high = (name.lines.length * name.size * 0.62) / scale;
      const wide = Math.max(...name.lines.map((text) => pen.measureText(text).width)) / 2;
      const top = freeLine(marks, px, py, [wide, high * 0.6], scale);
      name.lines.forEach((text, i) => {
        const at = top + ((i - (name.lines.length - 1) / 2) * name.size * 1.25) / scale;
        write(pen, text, px, at, sea ? theme.water : theme.country, sea ? "transparent" : theme.rim, scale);
      });
    }
  }
  pen.letterSpacing = "0px";
  pen.textAlign = "left";
}

function paintTowns(
  pen: Pen,
  { zoom, scale, x, y, marks }: TileSpot,
  towns: readonly Town[],
  plan: NamePlan,
  theme: MapTheme,
): void {
  pen.textBaseline = "middle";
  // between two whole zooms: no more towns than at the lower one, which have room
  const shown = Math.floor(zoom + Math.log2(scale) + 0.01);
  for (const town of towns) {
    const [name, lat, lon, first, capital] = town;
    if (first > shown) continue;
    const [gx, gy] = pixelOf(lat, lon, zoom);
    const [px, py] = [gx - x * TILE, gy - y * TILE];
    if (
      px < -REACH / scale ||
      px > TILE + 8 / scale ||
      py < -12 / scale ||
      py > TILE + 12 / scale ||
      plan.covers(town, gx, gy)
    )
      continue;
    const big = capital === 1 || shown - first >= 3;
    pen.font = `${big ? 600 : 450} ${(big ? 12 : 11) / scale}px ${FONT}`;
    const colour = big ? theme.capital : theme.town;
    const mark = spotOn(marks, px, py, scale);
    if (mark) {
      // its dot is hidden, its name begins where the mark ends
      write(pen, name, mark[0] + (mark[2] + 3) / scale, py, colour, theme.rim, scale);
      continue;
    }
    pen.fillStyle = colour;
    pen.beginPath();
    if (capital) pen.rect(px - 2.2 / scale, py - 2.2 / scale, 4.4 / scale, 4.4 / scale);
    else pen.arc(px, py, 1.6 / scale, 0, 7);
    pen.fill();
    const half = pen.measureText(name).width / 2;
    const hidden = (middle: number) => spotOver(marks, middle, py, [half, 3 / scale], scale);
    const left = hidden(px + 6 / scale + half) && !hidden(px - 6 / scale - half);
    write(pen, name, left ? px - 6 / scale - 2 * half : px + 6 / scale, py, colour, theme.rim, scale);
  }
}

/** The height at which a name around a point has no mark on it: its own, just below or just above; else its own. */
function freeLine(marks: readonly Spot[], x: number, y: number, half: [number, number], scale: number): number {
  const mark = spotOver(marks, x, y, half, scale);
  if (!mark) return y;
  const aside = mark[2] / scale + half[1] + 4 / scale;
  return [mark[1] + aside, mark[1] - aside].find((at) => !spotOver(marks, x, at, half, scale)) ?? y;
}

function write(pen: Pen, text: string, x: number, y: number, colour: string, rim: string, scale: number): void {
  if (rim !== "transparent") {
    pen.strokeStyle = rim;
    pen.lineWidth = 2.6 / scale;
    pen.strokeText(text, x, y);
  }
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

// The map as a picture: tiles, areas and marks painted on one canvas, with a title, the legend and the sources.
import type L from "leaflet";
import { Brush, paletteOf } from "../draw/brush.ts";
import type { Legend } from "../model.ts";
import type { Mark } from "./mark.ts";
import { strokeMark } from "./stroke.ts";

export interface PictureText {
  title: string;
  credit: string;
  /** What the marks mean. */
  legend: { type: string; status: string; label: string }[];
}

export interface PictureMarks {
  marks: readonly Mark[];
  chosen: Mark | undefined;
  legend: Legend;
  dark: boolean;
}

export interface Picture {
  blob: Blob;
  /** False where the tiles' own server does not let a page take them into a picture. */
  whole: boolean;
}

const SCALE = 2;
const HEAD = 44;
const FOOT = 26;
const SIDE = 14;
const ROW = 26;
const SYMBOL = 18;
const LETTERS = '"Inter", system-ui, sans-serif';

type Pen = CanvasRenderingContext2D;

export async function pictureOf(map: L.Map, text: PictureText, drawn: PictureMarks): Promise<Picture> {
  const host = map.getContainer();
  const frame = host.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  const rows = legendRows(pen, text.legend, frame.width - 2 * SIDE);
  const height = HEAD + frame.height + rows.length * ROW + (rows.length ? 10 : 0) + FOOT;
  canvas.width = frame.width * SCALE;
  canvas.height = height * SCALE;
  pen.scale(SCALE, SCALE);
  const { backgroundColor, color, direction } = getComputedStyle(host.ownerDocument.body);
  pen.fillStyle = backgroundColor;
  pen.fillRect(0, 0, frame.width, height);
  const brush = new Brush(pen, drawn.legend, paletteOf(drawn.legend, drawn.dark));
  pen.save();
  pen.beginPath();
  pen.rect(0, HEAD, frame.width, frame.height);
  pen.clip();
  pen.translate(0, HEAD);
  const whole = await paintGround(pen, host, frame);
  for (const mark of drawn.marks) {
    const { x, y } = map.latLngToContainerPoint([mark.lat, mark.lon]);
    pen.save();
    pen.translate(x, y);
    strokeMark(brush, mark, mark === drawn.chosen ? "chosen" : "");
    pen.restore();
  }
  paintStops(pen, host, frame);
  pen.restore();
  const rtl = direction === "rtl";
  const start = rtl ? frame.width - SIDE : SIDE;
  const write = (words: string, y: number, font: string) => {
    pen.fillStyle = color;
    pen.direction = rtl ? "rtl" : "ltr";
    pen.textAlign = "start";
    pen.textBaseline = "middle";
    pen.font = `${font} ${LETTERS}`;
    pen.fillText(words, start, y, frame.width - 2 * SIDE);
  };
  write(text.title, HEAD / 2, "700 18px");
  write(text.credit, height - FOOT / 2, "400 11px");
  for (const [i, row] of rows.entries()) {
    const y = HEAD + frame.height + 8 + (i + 0.5) * ROW;
    for (const { at, entry } of row) paintEntry(brush, entry, rtl ? frame.width - SIDE - at : SIDE + at, y, color, rtl);
  }
  const blob = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("No picture."))), "image/png"),
  );
  return { blob, whole };
}

type Entry = PictureText["legend"][number];

/** The legend's entries in lines of the picture's width. */
function legendRows(pen: Pen, entries: readonly Entry[], width: number): { at: number; entry: Entry }[][] {
  const rows: { at: number; entry: Entry }[][] = [];
  let at = width + 1;
  pen.font = `400 12px ${LETTERS}`;
  for (const entry of entries) {
    const wide = SYMBOL + 6 + pen.measureText(entry.label).width + 16;
    if (at + wide > width) {
      rows.push([]);
      at = 0;
    }
    rows.at(-1)!.push({ at, entry });
    at += wide;
  }
  return rows;
}

function paintEntry(
  brush: Brush,
  { type, status, label }: Entry,
  x: number,
  y: number,
  ink: string,
  rtl: boolean,
): void {
  const { pen } = brush;
  const way = rtl ? -1 : 1;
  pen.save();
  pen.translate(x + (way * SYMBOL) / 2, y);
  brush.symbol({ type, status, areal: false }, SYMBOL);
  pen.restore();
  pen.fillStyle = ink;
  pen.font = `400 12px ${LETTERS}`;
  pen.textAlign = "start";
  pen.fillText(label, x + way * (SYMBOL + 6), y);
}

/** Tiles and areas; false where some tile may not be taken. */
async function paintGround(pen: Pen, host: HTMLElement, frame: DOMRect): Promise<boolean> {
  const put = (part: Element, image: CanvasImageSource) => {
    const box = part.getBoundingClientRect();
    pen.drawImage(image, box.left - frame.left, box.top - frame.top, box.width, box.height);
  };
  let whole = true;
  for (const tile of host.querySelectorAll<HTMLCanvasElement | HTMLImageElement>(".leaflet-tile-loaded")) {
    const image = tile instanceof HTMLImageElement ? await mine(tile) : tile;
    if (image) put(tile, image);
    else whole = false;
  }
  for (const part of host.querySelectorAll<SVGSVGElement>(".leaflet-overlay-pane svg")) put(part, await imageOf(part));
  return whole;
}

/** The tile once more, with its server's leave to read it; null without. */
async function mine(tile: HTMLImageElement): Promise<HTMLImageElement | null> {
  if (tile.src.startsWith("blob:")) return tile;
  const copy = new Image();
  copy.crossOrigin = "anonymous";
  copy.src = tile.src;
  return copy.decode().then(
    () => copy,
    () => null,
  );
}

/** The numbers and arrows of a journey. */
function paintStops(pen: Pen, host: HTMLElement, frame: DOMRect): void {
  for (const part of host.querySelectorAll<HTMLElement>(".journey-stop span, .journey-arrow span")) {
    const box = part.getBoundingClientRect();
    const { transform, font, color, backgroundColor } = getComputedStyle(part);
    pen.save();
    pen.translate((box.left + box.right) / 2 - frame.left, (box.top + box.bottom) / 2 - frame.top);
    if (part.matches(".journey-stop span")) {
      pen.fillStyle = backgroundColor;
      pen.beginPath();
      pen.arc(0, 0, 9, 0, 2 * Math.PI);
      pen.fill();
    } else if (transform !== "none") {
      const { a, b, c, d } = new DOMMatrix(transform);
      pen.transform(a, b, c, d, 0, 0);
    }
    pen.fillStyle = color;
    pen.font = font;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(part.textContent ?? "", 0, 0);
    pen.restore();
  }
}

const DRAWN = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "transform",
  "transform-origin",
  "font-family",
  "font-weight",
  "font-size",
  "text-anchor",
  "dominant-baseline",
];

/** An SVG with the page's styles written into it, as an image. */
async function imageOf(source: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const [from, to] = [source.querySelectorAll("*"), copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of DRAWN) to[i]!.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.removeAttribute("style");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

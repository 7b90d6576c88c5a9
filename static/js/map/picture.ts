// The map as a picture: tiles, areas and marks painted on one canvas, with a title, the legend's lines and the sources.
import type L from "leaflet";

export interface PictureText {
  title: string;
  footer: string;
}

const HEAD = 44;
const FOOT = 26;
const SCALE = 2;

export async function pictureOf(map: L.Map, { title, footer }: PictureText): Promise<Blob> {
  const host = map.getContainer();
  const frame = host.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = frame.width * SCALE;
  canvas.height = (frame.height + HEAD + FOOT) * SCALE;
  const pen = canvas.getContext("2d")!;
  pen.scale(SCALE, SCALE);
  const style = getComputedStyle(host.ownerDocument.body);
  pen.fillStyle = style.backgroundColor;
  pen.fillRect(0, 0, frame.width, frame.height + HEAD + FOOT);
  pen.save();
  pen.beginPath();
  pen.rect(0, HEAD, frame.width, frame.height);
  pen.clip();
  for (const tile of host.querySelectorAll<HTMLCanvasElement>("canvas.leaflet-tile")) {
    const box = tile.getBoundingClientRect();
    pen.drawImage(tile, box.left - frame.left, box.top - frame.top + HEAD, box.width, box.height);
  }
  const drawn = ".leaflet-overlay-pane svg, .leaflet-marker-pane canvas, .leaflet-marker-pane svg";
  for (const part of host.querySelectorAll<SVGSVGElement | HTMLCanvasElement>(drawn)) {
    const box = part.getBoundingClientRect();
    const image = part instanceof HTMLCanvasElement ? part : await imageOf(part);
    pen.drawImage(image, box.left - frame.left, box.top - frame.top + HEAD, box.width, box.height);
  }
  pen.restore();
  pen.fillStyle = style.color;
  pen.font = '700 18px "Inter", system-ui, sans-serif';
  pen.textBaseline = "middle";
  pen.fillText(title, 14, HEAD / 2, frame.width - 28);
  pen.font = '400 11px "Inter", system-ui, sans-serif';
  pen.fillText(footer, 14, HEAD + frame.height + FOOT / 2, frame.width - 28);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture."))), "image/png"),
  );
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

// Many marks on one canvas: a few milliseconds for hundreds, and one picture to move when the map is moved.
import L from "leaflet";
import { Brush, paletteOf } from "../draw/brush.ts";
import type { Legend } from "../model.ts";
import { eased } from "./easing.ts";
import { byLevel, type Mark, type MarkPainter } from "./mark.ts";
import { type MarkState, strokeMark } from "./stroke.ts";

/** Pixels beyond the view that are painted too, so that moving the map does not bare an edge at once. */
const EDGE = 160;
const MOST_RATIO = 2;
/** As long as Leaflet's own zoom takes. */
const ZOOM_MS = 250;

/** What Leaflet's map has and its types do not tell. */
interface Insides {
  _latLngToNewLayerPoint(at: L.LatLngExpression, zoom: number, center: L.LatLng): L.Point;
  _animatingZoom?: boolean;
  dragging: { moved(): boolean };
}

export class MarkCanvas implements MarkPainter {
  readonly #canvas = document.createElement("canvas");
  readonly #brush: Brush;
  readonly #pen: CanvasRenderingContext2D;
  readonly #tip = L.tooltip({ direction: "top", className: "tip" });
  #marks: Mark[] = [];
  #chosen: Mark | undefined;
  #hot: Mark | undefined;
  /** Under the pointer. */
  #over: Mark | undefined;
  #corner = L.point(0, 0);
  #frame = 0;

  constructor(
    private readonly map: L.Map,
    private readonly legend: Legend,
    private readonly hovered: (id: string | null) => void,
  ) {
    this.#canvas.className = "marks";
    this.#pen = this.#canvas.getContext("2d")!;
    this.#brush = new Brush(this.#pen, legend, paletteOf(legend, false));
    map.on("viewreset zoom resize", () => this.#paint());
    map.on("move", () => this.#follow());
    map.on("zoomanim", (event) => this.#zoom(event as L.ZoomAnimEvent));
    map.on("mousemove", (event) => this.#pointed(event.containerPoint));
    map.on("mouseout movestart zoomstart", () => this.#leave());
    // the numbers' own letters may come after the first painting
    void document.fonts?.load('650 12px "Inter"').then(() => this.#paint());
  }

  draw(marks: readonly Mark[]): void {
    this.#leave();
    this.#marks = [...marks].sort(byLevel);
    this.#canvas.dataset.marks = String(marks.length);
    if (!marks.length) this.#canvas.remove();
    else {
      this.#paint();
      this.map.getPane("markerPane")?.append(this.#canvas);
    }
  }

  point(chosen: Mark | undefined, hot: Mark | undefined): void {
    if (chosen === this.#chosen && hot === this.#hot) return;
    [this.#chosen, this.#hot] = [chosen, hot];
    this.#paint();
  }

  setDark(dark: boolean): void {
    this.#brush.palette = paletteOf(this.legend, dark);
    this.#paint();
  }

  /** Chooses the mark at a point of the map's frame; false where there is none. */
  chosenAt(at: L.Point): boolean {
    const mark = this.#at(at);
    mark?.choose();
    return Boolean(mark);
  }

  /** Paints again where the view has left what is painted. */
  #follow(): void {
    if (!this.#marks.length) return;
    const off = this.map.containerPointToLayerPoint([-EDGE, -EDGE]).subtract(this.#corner);
    if (Math.abs(off.x) > EDGE || Math.abs(off.y) > EDGE) this.#paint();
  }

  #paint(where: (mark: Mark) => L.Point = (mark) => this.map.latLngToLayerPoint([mark.lat, mark.lon])): void {
    cancelAnimationFrame(this.#frame);
    if (!this.#marks.length) return;
    const size = this.map.getSize();
    const ratio = Math.min(MOST_RATIO, window.devicePixelRatio || 1);
    const [width, height] = [size.x + 2 * EDGE, size.y + 2 * EDGE];
    this.#corner = this.map.containerPointToLayerPoint([-EDGE, -EDGE]).round();
    L.DomUtil.setPosition(this.#canvas, this.#corner);
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== across || this.#canvas.height !== down) {
      [this.#canvas.width, this.#canvas.height] = [across, down];
      [this.#canvas.style.width, this.#canvas.style.height] = [`${width}px`, `${height}px`];
    }
    this.#pen.setTransform(1, 0, 0, 1, 0, 0);
    this.#pen.clearRect(0, 0, across, down);
    const above = [this.#hot, this.#over, this.#chosen].filter((mark) => mark !== undefined);
    for (const mark of [...this.#marks.filter((mark) => !above.includes(mark)), ...new Set(above)]) {
      const { x, y } = where(mark).subtract(this.#corner).round();
      if (x < -EDGE || y < -EDGE || x > width + EDGE || y > height + EDGE) continue;
      this.#pen.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio);
      strokeMark(this.#brush, mark, this.#stateOf(mark));
    }
  }

  #stateOf(mark: Mark): MarkState {
    if (mark === this.#chosen) return "chosen";
    return mark === this.#hot ? "hot" : mark === this.#over ? "over" : "";
  }

  /** The marks keep their size while the map grows or shrinks under them. */
  #zoom({ center, zoom }: L.ZoomAnimEvent): void {
    if (!this.#marks.length) return;
    const map = this.map as unknown as L.Map & Omit<Insides, "dragging">;
    const began = performance.now();
    const ways = new Map(
      this.#marks.map((mark) => {
        const at: L.LatLngTuple = [mark.lat, mark.lon];
        return [mark, [map.latLngToLayerPoint(at), map._latLngToNewLayerPoint(at, zoom, center)] as const];
      }),
    );
    const step = (now: number): void => {
      const part = eased(Math.min(1, Math.max(0, now - began) / ZOOM_MS));
      this.#paint((mark) => {
        const [from, to] = ways.get(mark) ?? [map.latLngToLayerPoint([mark.lat, mark.lon])];
        return to ? from.add(to.subtract(from).multiplyBy(part)) : from;
      });
      if (map._animatingZoom) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #at(point: L.Point): Mark | undefined {
    const covers = ({ lat, lon, size }: Mark) =>
      this.map.latLngToContainerPoint([lat, lon]).distanceTo(point) <= size / 2;
    return [...this.#marks].reverse().find(covers);
  }

  #pointed(at: L.Point): void {
    if (
      !this.#marks.length ||
      (this.map as unknown as Insides).dragging.moved() ||
      (this.map as unknown as Insides)._animatingZoom
    )
      return;
    const mark = this.#at(at);
    if (mark === this.#over) return;
    this.#leave();
    this.#over = mark;
    if (!mark) return;
    const ring = mark.look.kind === "ring";
    this.map.getContainer().classList.add("over-mark");
    this.#tip.options.offset = [0, ring ? -12 : -14];
    this.#tip.setLatLng([mark.lat, mark.lon]).setContent(mark.tip()).addTo(this.map);
    if (!ring) this.hovered(mark.incidents[0]?.id ?? null);
    this.#paint();
  }

  #leave(): void {
    const mark = this.#over;
    if (!mark) return;
    this.#over = undefined;
    this.#tip.remove();
    this.map.getContainer().classList.remove("over-mark");
    if (mark.look.kind === "symbol") this.hovered(null);
    this.#paint();
  }
}

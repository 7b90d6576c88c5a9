// The base map as the page asks for it: tiles as bitmaps from a worker.
import type { Client } from "../api/client.ts";
import type { Painter, TileJob } from "./painter.ts";

export interface DisputedNote {
  name: string;
  note: string;
}

export type WorkerQuestion =
  | { kind: "open"; folder: string; fonts: string; lang: string }
  | { kind: "tile"; id: number; job: TileJob }
  | { kind: "note"; id: number; lat: number; lon: number };

export type WorkerAnswer =
  | { kind: "tile"; id: number; bitmap: ImageBitmap }
  | { kind: "note"; id: number; area: DisputedNote | null }
  | { kind: "failed"; id: number; message: string }
  | { kind: "fonts" };

const FOLDER = "static/dist";

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

export class Basemap {
  readonly #worker: Worker | null;
  readonly #painter: Promise<Painter> | null = null;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  /** Called when fonts have come that tiles were painted without. */
  refreshed: () => void = () => undefined;

  constructor(client: Client, lang: string) {
    const at = new URL(FOLDER, document.baseURI).href;
    if (typeof OffscreenCanvas === "undefined") {
      this.#worker = null;
      this.#painter = import("./painter.ts").then(
        (it) => new it.Painter((path) => client.file(path), `${at}/basemap`, lang),
      );
      return;
    }
    this.#worker = new Worker(`${at}/basemap.js`, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => this.#take(data);
    this.#post({ kind: "open", folder: `${at}/basemap`, fonts: `${at}/fonts`, lang });
  }

  /** One tile, painted. */
  async tile(job: TileJob): Promise<ImageBitmap> {
    if (!this.#painter) return this.#ask((id) => ({ kind: "tile", id, job }));
    const canvas = document.createElement("canvas");
    await (await this.#painter).paint(canvas, job);
    return createImageBitmap(canvas);
  }

  /** What is to be known of a disputed area at a point. */
  async note(lat: number, lon: number): Promise<DisputedNote | null> {
    if (this.#painter) return (await this.#painter).disputedAt(lat, lon);
    return this.#ask((id) => ({ kind: "note", id, lat, lon }));
  }

  #ask<T>(question: (id: number) => WorkerQuestion): Promise<T> {
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise<T>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#post(question(id));
    return answer;
  }

  #post(question: WorkerQuestion): void {
    this.#worker?.postMessage(question);
  }

  #take(answer: WorkerAnswer): void {
    if (answer.kind === "fonts") {
      this.refreshed();
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === "failed") waiting?.reject(new Error(answer.message));
    else waiting?.resolve((answer.kind === "tile" ? answer.bitmap : answer.area) as never);
  }
}

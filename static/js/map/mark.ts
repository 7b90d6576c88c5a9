// What a mark is, whoever draws it: as elements where they are few, on one canvas where they are many.
import type { Incident } from "../model.ts";

/** A ring with the share of each group and the number of incidents inside. */
export interface RingLook {
  kind: "ring";
  types: Record<string, number>;
  count: number;
  /** The number as it is written. */
  text: string;
}

/** One incident's symbol, or several of one place with their number. */
export interface SymbolLook {
  kind: "symbol";
  type: string;
  status: string;
  /** The place is known as an area alone. */
  areal: boolean;
  /** How many there are, as it is written; "" for one. */
  more: string;
}

export interface Mark {
  /** The same key: the same mark, drawn the same way. */
  key: string;
  lat: number;
  lon: number;
  look: RingLook | SymbolLook;
  /** Across, in pixels, of what can be touched. */
  size: number;
  /** The incidents that it stands for, as far as they are known. */
  incidents: readonly Incident[];
  /** Of the freshest of them: 0, or 1 to 4. */
  fresh: number;
  tip(): HTMLElement;
  choose(): void;
}

/** Draws marks. What stays from one drawing to the next is kept. */
export interface MarkPainter {
  draw(marks: readonly Mark[]): void;
  /** Which mark is chosen, which is pointed at in the list. */
  point(chosen: Mark | undefined, hot: Mark | undefined): void;
  setDark(dark: boolean): void;
}

/** Where a mark lies among others: areas below, clusters above, the newest on top. */
export const levelOf = ({ look, fresh }: Mark): number =>
  fresh ? 400 + fresh : look.kind === "ring" ? 200 : look.areal ? -500 : 0;

/** The order of painting: what comes later lies above. */
export const byLevel = (a: Mark, b: Mark): number => levelOf(a) - levelOf(b) || b.lat - a.lat;

/** Pixels across of an incident's symbol. */
export const sizeOf = ({ areal }: SymbolLook): number => (areal ? 34 : 30);

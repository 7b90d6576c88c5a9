// Where the map looks, as far as the service is asked for it.
import type { Bbox } from "../model.ts";
import type { State } from "../state/state.ts";

export interface Look {
  bbox: Bbox | null;
  /** Of the clusters: a whole number. */
  zoom: number;
}

/** Pixels of the window from which the whole world has room at zoom 2. */
const WIDE = 1640;

/** Zoom at which the whole world has room, or nearly. */
export const worldZoom = (width: number): number => (width < WIDE ? 1 : 2);

/** The first look as far as it does not hang on the map's own size; null where it does. */
export const firstLook = ({ view }: Pick<State, "view">, width: number): Look | null =>
  view ? null : { bbox: null, zoom: worldZoom(width) };

/** Between two zooms the coarser clusters: the finer ones would lie on each other. */
export const clusterZoom = (zoom: number): number => Math.floor(zoom + 0.01);

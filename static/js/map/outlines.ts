// Outlines of places, each asked for once.
import type { Client } from "../api/client.ts";
import type { PlaceShapes } from "./areas.ts";

export class Outlines implements PlaceShapes {
  readonly #known = new Map<string, Promise<GeoJSON.Geometry | null>>();

  constructor(private readonly client: Client) {}

  of(placeId: string): Promise<GeoJSON.Geometry | null> {
    const known = this.#known.get(placeId);
    if (known) return known;
    // a place without an outline is no error to the reader: it is drawn as a circle
    const asked = this.client.place(placeId).then(
      (feature) => feature.geometry,
      () => null,
    );
    this.#known.set(placeId, asked);
    return asked;
  }
}

// The page's further tools, each in a file of its own; most are loaded when first used.
import type { MapView } from "../map/view.ts";
import type { IncidentDetail } from "../model.ts";
import type { Shell } from "../shell.ts";
import type { CardView } from "./card.ts";
import type { Context } from "./context.ts";

export class Tools {
  card: CardView | null = null;
  readonly review = { tools: (_detail: IncidentDetail): HTMLElement | null => null };
  readonly drawing = { open: (): void => undefined };

  constructor(
    private readonly context: Context,
    private readonly shell: Shell,
    private readonly map: MapView,
  ) {}

  start(): void {}

  detailOf(_id: string): IncidentDetail | undefined {
    return undefined;
  }

  nearMe(): void {
    const { strings } = this.context;
    const failed = () => this.say(strings.t("map.near.failed"));
    if (!navigator.geolocation) failed();
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => this.map.flyTo(coords.latitude, coords.longitude, 9),
      failed,
    );
  }

  say(text: string): void {
    this.shell.toast.hidden = false;
    this.shell.toast.textContent = text;
    window.setTimeout(() => {
      this.shell.toast.hidden = true;
    }, 4000);
    this.context.announce(text);
  }
}

// Buttons on the map: zoom, all, near me, full screen.
import { fill, h } from "../draw/dom.ts";
import type { Strings } from "../text/strings.ts";

export interface ControlEvents {
  zoom(step: number): void;
  all(): void;
  near?: (() => void) | undefined;
  draw?: (() => void) | undefined;
  full: () => void;
}

const ICONS = {
  in: "M12 5v14M5 12h14",
  out: "M5 12h14",
  all: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  near: "M12 3v3M12 18v3M3 12h3M18 12h3M12 7.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9z",
  draw: "M5 7l7-3 7 5-3 10-9-1zM5 7m-1.500 0a1.500 1.500 0 1 0 3 0 1.500 1.500 0 1 0-3 0",
  full: "M9 4H4v5M15 20h5v-5M4 4l6 6M20 20l-6-6",
} as const;

export function drawControls(host: HTMLElement, strings: Strings, events: ControlEvents): void {
  const button = (icon: keyof typeof ICONS, label: string, act: () => void) =>
    h(
      "button",
      { type: "button", class: "control", "aria-label": label, title: label, onclick: act },
      iconOf(ICONS[icon]),
    );
  fill(
    host,
    h(
      "div",
      { class: "control-group" },
      button("in", strings.t("map.in"), () => events.zoom(1)),
      button("out", strings.t("map.out"), () => events.zoom(-1)),
    ),
    h(
      "div",
      { class: "control-group" },
      button("all", strings.t("map.all"), events.all),
      events.near ? button("near", strings.t("map.near"), events.near) : null,
      events.draw ? button("draw", strings.t("map.draw"), events.draw) : null,
      button("full", strings.t("map.full"), events.full),
    ),
  );
}

export function iconOf(path: string): SVGSVGElement {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("class", "line-icon");
  icon.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  icon.append(line);
  return icon;
}

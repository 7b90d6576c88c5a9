// A panel below a button: opened and closed by click and Escape, closed by a click elsewhere.
import { type Child, fill, h } from "../draw/dom.ts";

export class Popover {
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;

  constructor(
    label: string,
    private readonly content: () => Child[] | Promise<Child[]>,
    wide = false,
  ) {
    this.button = h(
      "button",
      { type: "button", class: "button", "aria-expanded": "false", onclick: () => void this.toggle() },
      label,
    );
    this.panel = h("div", {
      class: wide ? "popover wide" : "popover",
      role: "group",
      "aria-label": label,
      hidden: true,
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close();
      this.button.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      const at = event.target as Node;
      if (!this.panel.hidden && !this.panel.contains(at) && !this.button.contains(at)) this.close();
    });
  }

  async toggle(): Promise<void> {
    if (!this.panel.hidden) return this.close();
    await this.draw();
    this.panel.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
  }

  async draw(): Promise<void> {
    fill(this.panel, ...(await this.content()));
  }

  close(): void {
    this.panel.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  get element(): HTMLElement {
    return h("div", { class: "popover-host" }, this.button, this.panel);
  }
}

// On a phone the list is a sheet from below with three heights.
const PHONE = "(max-width: 699px)";
type Height = "low" | "half" | "full";

export class Sheet {
  readonly #phone = window.matchMedia(PHONE);
  #height: Height = "low";

  constructor(
    private readonly panel: HTMLElement,
    private readonly handle: HTMLButtonElement,
  ) {
    handle.addEventListener("click", () => {
      if (this.#dragged) return;
      this.#set(this.#height === "low" ? "half" : this.#height === "half" ? "full" : "low");
    });
    this.#drag();
    this.#set("low");
    this.#openUp();
  }

  #dragged = false;

  /** What opens in the panel (filters, a text to read) needs its whole height; then it is as it was. */
  #openUp(): void {
    let before: Height | null = null;
    const look = () => {
      const open = this.panel.querySelector(".filters:not([hidden])") !== null;
      if (open === (before !== null) || !this.active) return;
      const height = before ?? "low";
      before = open ? this.#height : null;
      this.#set(open ? "full" : height);
    };
    new MutationObserver(look).observe(this.panel, { attributeFilter: ["hidden"], subtree: true });
  }

  get active(): boolean {
    return this.#phone.matches;
  }

  low(): void {
    if (this.active) this.#set("low");
  }

  half(): void {
    if (this.active) this.#set("half");
  }

  #set(height: Height): void {
    this.#height = height;
    this.panel.dataset.height = height;
    document.documentElement.dataset.sheet = height;
    this.handle.setAttribute("aria-expanded", String(height !== "low"));
  }

  #drag(): void {
    let start: number | null = null;
    this.handle.addEventListener("pointerdown", (event) => {
      start = event.clientY;
      this.#dragged = false;
      this.handle.setPointerCapture(event.pointerId);
    });
    this.handle.addEventListener("pointerup", (event) => {
      if (start === null) return;
      const by = event.clientY - start;
      start = null;
      this.#dragged = Math.abs(by) > 24;
      if (!this.#dragged) return;
      const order: Height[] = ["low", "half", "full"];
      const at = order.indexOf(this.#height) + (by < 0 ? 1 : -1) * (Math.abs(by) > 240 ? 2 : 1);
      this.#set(order[Math.max(0, Math.min(2, at))]!);
    });
  }
}

// The timeline: incidents over time, two native sliders to choose a span, a button that plays it.
import type { Data } from "../data/loader.ts";
import { fill, h, svg } from "../draw/dom.ts";
import type { Bin } from "../model.ts";
import { dayNumber, daysOf, isoDay } from "../text/days.ts";
import { dayText } from "../text/when.ts";
import type { Context } from "./context.ts";

const STEP_MS = 700;
const STEPS = 30;
/** Where days are written below the bars. */
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export class TimelineView {
  readonly #bars: SVGElement;
  readonly #from: HTMLInputElement;
  readonly #to: HTMLInputElement;
  readonly #text: HTMLElement;
  readonly #play: HTMLButtonElement;
  readonly #all: HTMLButtonElement;
  readonly #ends: HTMLElement[];
  #bins: Bin[] = [];
  #span: [number, number] | null = null;
  #timer = 0;

  constructor(
    private readonly context: Context,
    private readonly host: HTMLElement,
  ) {
    const { strings } = context;
    const slider = (label: string) =>
      h("input", {
        type: "range",
        "aria-label": label,
        step: 1,
        oninput: () => this.#slid(),
        onchange: () => this.#chosen(),
      });
    this.#bars = svg("svg", { class: "bars", preserveAspectRatio: "none", "aria-hidden": "true" });
    this.#from = slider(strings.t("timeline.from"));
    this.#to = slider(strings.t("timeline.to"));
    this.#from.id = "timeline-from";
    this.#to.classList.add("to");
    this.#text = h("output", { class: "timeline-text", for: "timeline-from" });
    this.#play = h(
      "button",
      { type: "button", class: "icon play", "aria-label": strings.t("timeline.play"), onclick: () => this.#toggle() },
      "▶",
    );
    this.#all = h(
      "button",
      { type: "button", class: "plain small", hidden: true, onclick: () => this.#reset() },
      strings.t("timeline.all"),
    );
    this.#ends = TICKS.map((at) => h("span", { class: at > 0 && at < 1 ? "mid" : null }));
    const track = h("div", { class: "track" }, this.#bars as unknown as Node, this.#from, this.#to);
    fill(
      host,
      this.#play,
      h(
        "div",
        { class: "timeline-main" },
        h("div", { class: "timeline-head" }, this.#text, this.#all),
        track,
        h("div", { class: "timeline-ends" }, this.#ends),
      ),
    );
    host.setAttribute("aria-label", strings.t("timeline.title"));
    this.#brush(track);
  }

  render({ bins, phase }: Data): void {
    // before the first answer there is nothing to slide over
    if (phase === "error" && !this.#bins.length) this.host.classList.add("without");
    if (phase !== "ready") return;
    this.#bins = bins;
    this.#span = daysOf(bins);
    this.host.classList.toggle("without", !this.#span);
    const { from, to } = this.context.store.state;
    const [first, last] = this.#span ?? [0, 0];
    for (const input of [this.#from, this.#to]) input.disabled = !this.#span;
    this.#put(from ? clamp(dayNumber(from), first, last) : first, to ? clamp(dayNumber(to), first, last) : last);
    this.#draw();
    this.#say();
  }

  #draw(): void {
    const most = Math.max(1, ...this.#bins.map(({ count }) => count));
    const width = 100 / Math.max(1, this.#bins.length);
    const [low, high] = this.#values();
    this.#bars.setAttribute("viewBox", "0 0 100 40");
    const { strings } = this.context;
    fill(
      this.#bars,
      this.#bins.map(({ start, end, count }, i) => {
        const inside = dayNumber(start) <= high && dayNumber(end) >= low;
        // the square root keeps single incidents visible beside days with hundreds
        const tall = count ? Math.max(2.5, 38 * Math.sqrt(count / most)) : 0;
        const title = svg("title", {}, strings.t("timeline.bin", { date: dayText(start, strings), n: count }));
        const thick = Math.min(4, width * 0.8);
        return svg(
          "rect",
          {
            x: i * width + (width - thick) / 2,
            y: 40 - tall,
            width: thick,
            height: tall,
            class: inside ? "bar in" : "bar",
          },
          title,
        );
      }),
    );
  }

  /** Sets both thumbs. Each slider reaches to the middle between them, so that neither lies on the other. */
  #put(low: number, high: number): void {
    const [first, last] = this.#span ?? [0, 0];
    const middle = Math.round((low + high) / 2);
    const share = last > first ? (middle - first) / (last - first) : 0.5;
    [this.#from.min, this.#from.max] = [String(first), String(middle)];
    [this.#to.min, this.#to.max] = [String(middle), String(last)];
    this.#from.value = String(low);
    this.#to.value = String(high);
    this.#from.style.setProperty("--part", String(share));
    this.#to.style.setProperty("--part", String(1 - share));
  }

  #values(): [number, number] {
    const [a, b] = [Number(this.#from.value), Number(this.#to.value)];
    return a <= b ? [a, b] : [b, a];
  }

  #say(): void {
    const { strings, store } = this.context;
    if (!this.#span) {
      fill(this.#text, strings.t("timeline.none"));
      this.#all.hidden = !store.state.from && !store.state.to;
      return;
    }
    const [low, high] = this.#values();
    const text =
      low === high
        ? dayText(isoDay(low), strings)
        : `${dayText(isoDay(low), strings)} – ${dayText(isoDay(high), strings)}`;
    fill(this.#text, text);
    for (const input of [this.#from, this.#to])
      input.setAttribute("aria-valuetext", dayText(isoDay(Number(input.value)), strings));
    const [first, last] = this.#span;
    for (const [i, at] of TICKS.entries()) {
      const shown = last - first >= TICKS.length || at === 0 || at === 1;
      fill(this.#ends[i]!, shown ? dayText(isoDay(Math.round(first + at * (last - first))), strings) : "");
    }
    this.#all.hidden = !store.state.from && !store.state.to;
  }

  #slid(): void {
    this.#draw();
    this.#say();
  }

  #chosen(step = true): void {
    if (!this.#span) return;
    const [low, high] = this.#values();
    this.#put(low, high);
    const from = low > this.#span[0] ? isoDay(low) : "";
    const to = high < this.#span[1] ? isoDay(high) : "";
    this.context.store.set({ from, to }, { step });
  }

  #reset(): void {
    this.#stop();
    this.context.store.set({ from: "", to: "" }, { step: true });
  }

  #toggle(): void {
    if (this.#timer) this.#stop();
    else this.#start();
  }

  /** Plays: a window of a tenth of the whole moves from the first day to the last. */
  #start(): void {
    if (!this.#span) return;
    const [first, last] = this.#span;
    const width = Math.max(1, Math.ceil((last - first + 1) / 10));
    const step = Math.max(1, Math.round((last - first + 1) / STEPS));
    let at = first;
    this.#play.textContent = "❚❚";
    this.#play.setAttribute("aria-label", this.context.strings.t("timeline.pause"));
    const tick = () => {
      this.#put(at, Math.min(last, at + width - 1));
      this.#slid();
      this.context.store.set({ from: isoDay(at), to: isoDay(Math.min(last, at + width - 1)) });
      if (at + width > last) this.#stop();
      at += step;
    };
    this.#timer = window.setInterval(tick, STEP_MS);
    tick();
  }

  #stop(): void {
    window.clearInterval(this.#timer);
    this.#timer = 0;
    this.#play.textContent = "▶";
    this.#play.setAttribute("aria-label", this.context.strings.t("timeline.play"));
  }

  /** Dragging over the bars chooses the span; the sliders' thumbs stay the keyboard's way. */
  #brush(track: HTMLElement): void {
    let start: number | null = null;
    const dayAt = (event: PointerEvent): number => {
      const box = track.getBoundingClientRect();
      const along = this.context.strings.direction === "rtl" ? box.right - event.clientX : event.clientX - box.left;
      const share = clamp(along / box.width, 0, 1);
      const [first, last] = this.#span ?? [0, 0];
      return Math.round(first + share * (last - first));
    };
    this.#bars.addEventListener("pointerdown", (event) => {
      if (!this.#span) return;
      start = dayAt(event);
      track.setPointerCapture(event.pointerId);
    });
    track.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const at = dayAt(event);
      this.#put(Math.min(start, at), Math.max(start, at));
      this.#slid();
    });
    track.addEventListener("pointerup", () => {
      if (start === null) return;
      start = null;
      this.#chosen();
    });
  }
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

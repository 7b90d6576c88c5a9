// New incidents without a reload: asks what changed, more rarely while the page is not looked at.
import type { Change, Client } from "../api/client.ts";

const EVERY_MS = 20_000;
const PAGES = 20;
const PAGE = 200;

export class Live {
  #since = 0;
  #timer = 0;

  constructor(
    private readonly client: Client,
    private readonly told: (changes: Change[]) => void,
  ) {}

  /** Finds where the changes end now, then looks again and again. */
  async start(): Promise<void> {
    try {
      this.#since = (await this.client.changes(0, 1)).last;
    } catch {
      // a service without changes: the page works without them
      return;
    }
    this.#timer = window.setInterval(() => void this.check(), EVERY_MS);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) void this.check();
    });
  }

  async check(): Promise<void> {
    if (document.hidden) return;
    try {
      const changed = await this.#read();
      if (changed.length) this.told(changed);
    } catch {
      // no connection: the next turn tries again
    }
  }

  stop(): void {
    window.clearInterval(this.#timer);
  }

  async #read(): Promise<Change[]> {
    const changed: Change[] = [];
    for (let page = 0; page < PAGES; page++) {
      const answer = await this.client.changes(this.#since, PAGE);
      changed.push(...answer.changes);
      this.#since = answer.next;
      if (!answer.more) break;
    }
    return changed;
  }
}

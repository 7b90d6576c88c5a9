// Owns the state. Views call `set`; the store writes the address and tells its listeners: always in this direction.
import { queryFromState, stateFromQuery } from "./address.ts";
import type { State } from "./state.ts";

export type Listener = (state: State, before: State) => void;

export class Store {
  #state: State;
  readonly #listeners = new Set<Listener>();

  constructor(private readonly page: Window) {
    this.#state = stateFromQuery(page.location.search);
    page.addEventListener("popstate", () => this.#become(stateFromQuery(page.location.search)));
  }

  get state(): State {
    return this.#state;
  }

  /** `step`: the browser's back button leads to where we were. */
  set(change: Partial<State>, { step = false } = {}): void {
    const next = { ...this.#state, ...change };
    const query = queryFromState(next);
    const address = query ? `?${query}` : this.page.location.pathname;
    if (query !== queryFromState(this.#state)) {
      if (step) this.page.history.pushState(null, "", address);
      else this.page.history.replaceState(null, "", address);
    }
    this.#become(next);
  }

  subscribe(listener: Listener): void {
    this.#listeners.add(listener);
  }

  #become(next: State): void {
    const before = this.#state;
    this.#state = next;
    for (const listener of this.#listeners) listener(next, before);
  }
}

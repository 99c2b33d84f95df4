/**
 * A state that notifies listeners of every change.
 *
 * @template {object} State
 */
export class Observable {
  #state;
  /** @type {Set<(state: State, before: State) => void>} */
  #listeners = new Set();

  /** @param {State} initial */
  constructor(initial) {
    this.#state = initial;
  }

  /** @returns {State} */
  get state() {
    return this.#state;
  }

  /** @param {Partial<State>} change */
  update(change) {
    const before = this.#state;
    this.#state = { ...before, ...change };
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  /**
   * @param {(state: State, before: State) => void} listener
   * @returns {() => void} removes the listener
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * Holds a state and draws it after changes. Several changes in one task are drawn once.
 * @template {object} T
 */
export class Store {
  /**
   * @param {T} state
   * @param {(state: T) => void} draw
   */
  constructor(state, draw) {
    this.state = state;
    this.draw = draw;
    this.pending = false;
  }

  /** @param {Partial<T>} change */
  update(change) {
    this.state = { ...this.state, ...change };
    if (this.pending) return;
    this.pending = true;
    queueMicrotask(() => {
      this.pending = false;
      this.draw(this.state);
    });
  }
}

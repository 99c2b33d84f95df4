/** The median over the last few frames, so that the large number does not jump with every frame. */
export class SteadyCount {
  /** @type {number[]} newest last */
  #recent = [];

  /** @param {number} [frames] how many frames to look back; odd */
  constructor(frames = 5) {
    this.frames = frames;
  }

  /**
   * @param {number} count of the newest frame
   * @returns {number} the count to show; always one that was seen
   */
  add(count) {
    this.#recent.push(count);
    if (this.#recent.length > this.frames) this.#recent.shift();
    const sorted = this.#recent.toSorted((a, b) => a - b);
    return /** @type {number} */ (sorted[Math.floor(sorted.length / 2)]);
  }
}

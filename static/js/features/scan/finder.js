/**
 * Where a product is on the camera's picture. A few facings are looked at in one go, those first that were not looked at yet, and
 * only while the camera stands still: a blurred facing looks like nothing. Of which it is not sure, it says nothing.
 *
 * @typedef {import('./tracking.js').Facing} Facing
 * @typedef {import('../../geometry/boxes.js').Box} Box
 *
 * @typedef {object} FinderEvents
 * @property {(found: ReadonlySet<number>) => void} onFound ids of the facings that are the product
 * @property {(error: unknown) => void} onFailure it cannot be looked for any more
 */

/** So many facings are looked at in one go, and so long the detector has the worker to itself in between. */
export const FINDING = { atOnce: 6, pause_ms: 200 };

export class Finder {
  #look;
  #events;
  #now;
  /** What was seen last of each facing that is still there, the one longest ago first. @type {Map<number, boolean>} */
  #seen = new Map();
  /** @type {ReadonlySet<number>} */
  #found = new Set();
  #isLooking = false;
  #hasFailed = false;
  #next_ms = 0;

  /**
   * @param {(boxes: Box[]) => Promise<boolean[]>} look which boxes on the camera's picture are the product, for sure
   * @param {FinderEvents} events
   * @param {() => number} [now] milliseconds
   */
  constructor(look, events, now = () => performance.now()) {
    this.#look = look;
    this.#events = events;
    this.#now = now;
  }

  /**
   * @param {Facing[]} facings on the screen, where they lie now
   * @param {boolean} isStill whether the camera stands still
   * @returns {Promise<void>} when a look that began here has ended
   */
  async see(facings, isStill) {
    const there = new Set(facings.map(({ id }) => id));
    for (const id of this.#seen.keys()) if (!there.has(id)) this.#seen.delete(id);
    this.#tell();
    if (!isStill || this.#isLooking || this.#hasFailed || this.#now() < this.#next_ms) return;
    const order = [...this.#seen.keys()];
    const chosen = facings
      .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
      .slice(0, FINDING.atOnce);
    if (chosen.length === 0) return;
    this.#isLooking = true;
    try {
      const answers = await this.#look(chosen.map(({ box }) => box));
      chosen.forEach(({ id }, i) => {
        this.#seen.delete(id);
        this.#seen.set(id, answers[i] ?? false);
      });
      this.#tell();
    } catch (error) {
      this.#hasFailed = true;
      this.#events.onFailure(error);
    } finally {
      this.#isLooking = false;
      this.#next_ms = this.#now() + FINDING.pause_ms;
    }
  }

  #tell() {
    const found = new Set([...this.#seen].flatMap(([id, isIt]) => (isIt ? [id] : [])));
    if (found.size === this.#found.size && [...found].every((id) => this.#found.has(id))) return;
    this.#found = found;
    this.#events.onFound(found);
  }
}

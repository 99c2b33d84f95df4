/**
 * Which facings of a photo show the same product, by their looks and places: no catalogue is needed. Pure.
 *
 * Method: average linkage. The two groups that are most alike become one, again and again, until no two are alike enough. On shelves
 * with known products it was the best of four (complete and weighted linkage, additive edge contraction). How alike two facings are,
 * says likenesses.js.
 *
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 * @typedef {import('../photo/names.js').Alike} Alike
 * @typedef {import('../geometry/boxes.js').Box} Box
 */
import { likenesses } from './likenesses.js';

/**
 * @param {Vectors} vectors of the facings
 * @param {string[]} keys of their boxes
 * @param {object} options
 * @param {number} options.limit the likeness from which two facings show the same product, of the embedder's card
 * @param {Alike} [options.alike] what a person said: that holds
 * @param {Box[]} options.boxes of the facings
 * @returns {number[][]} indices of the facings of each group, the largest group first
 */
export function groupsOf(vectors, keys, { limit, alike, boxes }) {
  const groups = new Linkage(likenesses(vectors, boxes));
  const at = new Map(keys.map((key, i) => [key, i]));
  const pairs = (/** @type {[string, string][]} */ list = []) =>
    list.flatMap(([a, b]) => {
      const [i, j] = [at.get(a), at.get(b)];
      return i === undefined || j === undefined ? [] : [[i, j]];
    });
  for (const [i, j] of pairs(alike?.together)) groups.join(i, j);
  for (const [i, j] of pairs(alike?.apart)) groups.part(i, j);
  groups.joinAll(limit);
  return groups.list.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

class Linkage {
  #likeness;
  /** Members of each group; of one that was joined to another, none. */
  #groups;
  /** Groups that each must never be joined to. */
  #apart;

  /** @param {Float32Array[]} likeness becomes the mean of groups */
  constructor(likeness) {
    this.#likeness = likeness;
    this.#groups = likeness.map((_, i) => [i]);
    this.#apart = likeness.map(() => /** @type {Set<number>} */ (new Set()));
  }

  /** @returns {number[][]} */
  get list() {
    return this.#groups.filter((group) => group.length > 0).map((group) => group.sort((a, b) => a - b));
  }

  /** @param {number} a a facing @param {number} b another one, whose group becomes part of its */
  join(a, b) {
    const [to, from] = [this.#groupOf(a), this.#groupOf(b)];
    if (to !== from) this.#merge(to, from);
  }

  /** @param {number} a a facing @param {number} b another one; where both were joined, that holds */
  part(a, b) {
    const [first, second] = [this.#groupOf(a), this.#groupOf(b)];
    if (first !== second) link(this.#apart, first, second);
  }

  /** @param {number} limit */
  joinAll(limit) {
    // The best partner of each group. Only that of groups which take part in a join is looked for anew.
    const best = this.#groups.map((_, group) => this.#bestOf(group));
    for (;;) {
      let to = -1;
      best.forEach((partner, group) => {
        if (partner && (to < 0 || partner.likeness > (best[to]?.likeness ?? -1))) to = group;
      });
      const partner = best[to];
      if (!partner || partner.likeness < limit) return;
      const from = partner.group;
      this.#merge(to, from);
      best.forEach((other, group) => {
        if (group === to || group === from || !other) return;
        if (other.group === to || other.group === from) best[group] = this.#bestOf(group);
        else {
          const likeness = this.#likenessOf(group, to);
          if (likeness > other.likeness) best[group] = { group: to, likeness };
        }
      });
      best[from] = null;
      best[to] = this.#bestOf(to);
    }
  }

  /** @param {number} facing */
  #groupOf(facing) {
    return this.#groups.findIndex((group) => group.includes(facing));
  }

  /** @param {number} a @param {number} b */
  #likenessOf(a, b) {
    return this.#apart[a].has(b) ? Number.NEGATIVE_INFINITY : this.#likeness[a][b];
  }

  /** @param {number} group @returns {{ group: number, likeness: number } | null} null: it is gone, or there is no other */
  #bestOf(group) {
    if (this.#groups[group].length === 0) return null;
    let best = null;
    for (let other = 0; other < this.#groups.length; other += 1) {
      if (other === group || this.#groups[other].length === 0) continue;
      const likeness = this.#likenessOf(group, other);
      if (!best || likeness > best.likeness) best = { group: other, likeness };
    }
    return best;
  }

  /** @param {number} to @param {number} from */
  #merge(to, from) {
    const [a, b] = [this.#groups[to].length, this.#groups[from].length];
    for (let other = 0; other < this.#groups.length; other += 1) {
      const mean = (a * this.#likeness[to][other] + b * this.#likeness[from][other]) / (a + b);
      this.#likeness[to][other] = mean;
      this.#likeness[other][to] = mean;
    }
    for (const other of this.#apart[from]) {
      this.#apart[other].delete(from);
      if (other !== to) link(this.#apart, to, other);
    }
    this.#groups[to].push(...this.#groups[from].splice(0));
  }
}

/** @param {Set<number>[]} links @param {number} a @param {number} b */
function link(links, a, b) {
  links[a].add(b);
  links[b].add(a);
}

/**
 * Colours for groups of products that look alike. There are fewer colours than groups: groups that stand beside each other get
 * different ones, and a group keeps its colour while it can.
 *
 * @typedef {import('../../photo/corrections.js').Box} Box
 */
import { COLOURS } from '../../brands/list.js';

/** Boxes stand beside each other if they are nearer than this part of the smaller one's side. */
const NEAR = 0.6;

const palette = Array.from({ length: COLOURS }, (_, colour) => colour);

/**
 * @param {{ keys: readonly string[], boxes: readonly Box[] }[]} groups those with most boxes choose first
 * @param {ReadonlyMap<string, number>} [before] the colours of boxes so far, by their keys
 * @returns {number[]} a colour for each group, index into the palette of brands
 */
export function coloursOf(groups, before = new Map()) {
  const beside = neighboursOf(groups);
  const order = groups.map((_, group) => group).sort((a, b) => groups[b].keys.length - groups[a].keys.length);
  /** @type {number[]} */
  const colours = groups.map(() => -1);
  const used = palette.map(() => 0);
  for (const group of order) {
    const taken = palette.map(() => 0);
    for (const [other, times] of beside[group]) if (colours[other] >= 0) taken[colours[other]] += times;
    const wanted = mostOf(groups[group].keys.map((key) => before.get(key)));
    const costs = palette.map((colour) => taken[colour] * groups.length + used[colour]);
    const best = wanted !== null && taken[wanted] === 0 ? wanted : costs.indexOf(Math.min(...costs));
    colours[group] = best;
    used[best] += 1;
  }
  return colours;
}

/**
 * @param {{ boxes: readonly Box[] }[]} groups
 * @returns {Map<number, number>[]} for each group the others beside it, with the number of places where they meet
 */
function neighboursOf(groups) {
  const all = groups.flatMap(({ boxes }, group) => boxes.map((box) => ({ box, group })));
  const beside = groups.map(() => /** @type {Map<number, number>} */ (new Map()));
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      if (a.group === b.group || !isNear(a.box, b.box)) continue;
      beside[a.group].set(b.group, (beside[a.group].get(b.group) ?? 0) + 1);
      beside[b.group].set(a.group, (beside[b.group].get(a.group) ?? 0) + 1);
    }
  });
  return beside;
}

/** @param {Box} a @param {Box} b */
function isNear(a, b) {
  const side = (/** @type {Box} */ [left, top, right, bottom]) => Math.min(right - left, bottom - top);
  const apart = (/** @type {0 | 1} */ axis) =>
    Math.max(a[axis], b[axis]) - Math.min(a[axis + 2], b[axis + 2]);
  const limit = NEAR * Math.min(side(a), side(b));
  return apart(0) < limit && apart(1) < limit;
}

/** @param {(number | undefined)[]} colours @returns {number | null} the one that occurs most */
function mostOf(colours) {
  /** @type {Map<number, number>} */
  const times = new Map();
  for (const colour of colours) if (colour !== undefined) times.set(colour, (times.get(colour) ?? 0) + 1);
  const [most] = [...times].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

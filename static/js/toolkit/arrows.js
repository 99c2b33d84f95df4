/** @typedef {{ x: -1 | 0 | 1, y: -1 | 0 | 1 }} Direction right and down are 1 */

/**
 * The direction of each arrow key.
 * @type {Readonly<Record<string, Direction>>}
 */
export const ARROWS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

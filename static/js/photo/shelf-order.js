/**
 * Numbers the pieces of shelves from top to bottom. Bays that stand side by side may have their boards at different
 * heights, so pieces of the same shelf number need not be at one height: shelf 3 is the third from the top where the most
 * shelves stand one above the other, and elsewhere the one nearest to its height.
 *
 * @typedef {object} Piece
 * @property {number} left pixels
 * @property {number} right
 * @property {number} top y of the products' top at the middle of the picture
 * @property {number} bottom y of the board there
 * @property {number} size number of products
 */

/** Pieces are above each other if they share this part of the narrower one's width, */
const SHARED_WIDTH = 0.3;
/** and less than this part of the lower one's height. */
const SHARED_HEIGHT = 0.5;

/**
 * @param {Piece[]} pieces
 * @returns {number[]} the shelf of each piece, 0 is the top one
 */
export function numberShelves(pieces) {
  const order = [...pieces.keys()].sort((a, b) => middleOf(pieces[a]) - middleOf(pieces[b]));
  // below[a][b]: how many shelves b is below a at least; 0: nothing is known.
  const below = pieces.map(() => pieces.map(() => 0));
  for (const [place, lower] of order.entries()) {
    for (const upper of order.slice(0, place).reverse()) {
      if (!isAbove(pieces[upper], pieces[lower])) continue;
      below[upper][lower] = Math.max(below[upper][lower], 1);
      for (const top of order) {
        if (below[top][upper] > 0) below[top][lower] = Math.max(below[top][lower], below[top][upper] + 1);
      }
    }
  }
  const depth = pieces.map((_, i) => Math.max(...pieces.map((__, j) => below[j][i])));
  const under = pieces.map((_, i) => Math.max(...below[i]));
  const count = Math.max(0, ...depth.map((above, i) => above + under[i] + 1));

  const column = longestColumn(pieces, order, below, depth, under, count);
  /** @type {number[]} */
  const shelves = [];
  column.forEach((i, shelf) => {
    shelves[i] = shelf;
  });
  for (const i of order.toSorted((a, b) => pieces[b].size - pieces[a].size)) {
    if (shelves[i] !== undefined) continue;
    let [least, most] = [depth[i], count - 1 - under[i]];
    shelves.forEach((shelf, j) => {
      if (below[j][i] > 0) least = Math.max(least, shelf + below[j][i]);
      if (below[i][j] > 0) most = Math.min(most, shelf - below[i][j]);
    });
    shelves[i] = least;
    const away = (/** @type {number} */ shelf) =>
      Math.abs(middleOf(pieces[column[shelf]]) - middleOf(pieces[i]));
    for (let shelf = least + 1; shelf <= most; shelf += 1)
      if (away(shelf) < away(shelves[i])) shelves[i] = shelf;
  }
  return shelves;
}

/**
 * The pieces that stand one above the other where the most do; of several such columns, the one with the most products.
 *
 * @param {Piece[]} pieces
 * @param {number[]} order
 * @param {number[][]} below
 * @param {number[]} depth
 * @param {number[]} under
 * @param {number} count
 */
function longestColumn(pieces, order, below, depth, under, count) {
  const onLongest = order.filter((i) => depth[i] + under[i] === count - 1);
  /** @type {number[]} products down to this piece */
  const products = [];
  /** @type {number[]} */
  const previous = [];
  for (const i of onLongest) {
    const above = onLongest.filter((j) => below[j][i] === 1 && depth[j] === depth[i] - 1);
    previous[i] = above.toSorted((a, b) => products[b] - products[a])[0] ?? -1;
    products[i] = pieces[i].size + (products[previous[i]] ?? 0);
  }
  const [last = -1] = onLongest.filter((i) => under[i] === 0).sort((a, b) => products[b] - products[a]);
  const column = [];
  for (let i = last; i >= 0; i = previous[i]) column.unshift(i);
  return column;
}

/** @param {Piece} upper @param {Piece} lower */
function isAbove(upper, lower) {
  const width = Math.min(upper.right, lower.right) - Math.max(upper.left, lower.left);
  const height = Math.min(upper.bottom, lower.bottom) - Math.max(upper.top, lower.top);
  return (
    width > SHARED_WIDTH * Math.min(upper.right - upper.left, lower.right - lower.left) &&
    height < SHARED_HEIGHT * Math.min(upper.bottom - upper.top, lower.bottom - lower.top)
  );
}

/** @param {Piece} piece */
const middleOf = ({ top, bottom }) => (top + bottom) / 2;

/**
 * The state of the photo view. Only the controller changes it.
 *
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 * @typedef {import('../../photo/shot-review.js').Stop} Stop
 *
 * @typedef {'move' | 'resize'} Adjusting
 * @typedef {'sensitivity' | 'rows'} Panel
 *
 * @typedef {object} EditorState what the person is doing on the photo
 * @property {boolean} isAdding
 * @property {Adjusting | null} adjusting what the arrow buttons do with the selected box; null: they are hidden
 * @property {Panel | null} panel that is open
 * @property {number | null} row the highlighted row
 *
 * @typedef {object} ReviewFacts derived from the review
 * @property {number} count
 * @property {{ label: string, count: number }[]} labelCounts
 * @property {{ count: number, stacked: number, gaps: number }[]} rows `stacked` of `count`; these and `withoutShelf`
 *   add up to the count of the photo
 * @property {number} withoutShelf number of products that stand on no shelf
 * @property {number} openGaps number of gaps that were not judged yet
 * @property {number} missing number of products that fit into the accepted gaps
 * @property {Stop | null} selection
 * @property {string[]} labels
 * @property {number} label of the selected box, or of the next added box
 * @property {number} threshold 0..1
 * @property {number} usualThreshold the threshold for new photos
 * @property {number} removed number of removed boxes that can be brought back
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 *
 * @typedef {EditorState & ReviewFacts} ReviewState
 *
 * @typedef {object} PhotoState
 * @property {string | null} id of the photo; null until it was counted
 * @property {Node[]} elements picture and boxes
 * @property {{ width: number, height: number } | null} picture pixels; null until it is decoded
 * @property {boolean} fromCamera taken with this page's camera, so the view offers the way back to it
 * @property {number | null} count null while counting
 * @property {ReviewState | null} review null while counting
 */

/** @type {Readonly<PhotoState>} */
export const NO_PHOTO = {
  id: null,
  elements: [],
  picture: null,
  fromCamera: false,
  count: null,
  review: null,
};

/** @type {Readonly<EditorState>} */
export const NOTHING_GOING_ON = { isAdding: false, adjusting: null, panel: null, row: null };

/**
 * @param {ShotReview} review
 * @param {number} usualThreshold
 * @returns {ReviewFacts}
 */
export function factsOf(review, usualThreshold) {
  const { selection, gaps } = review;
  const rows = review.rows.map(({ facings, stacked }, row) => ({
    count: facings.length + stacked.length,
    stacked: stacked.length,
    gaps: gaps.filter((gap) => gap.row === row).length,
  }));
  const missing = gaps.filter(({ isAccepted }) => isAccepted);
  return {
    count: review.boxes.length,
    labelCounts: review.labelCounts,
    rows,
    withoutShelf: review.withoutShelf.length,
    openGaps: gaps.length - missing.length,
    missing: missing.reduce((sum, { facings }) => sum + facings, 0),
    selection,
    labels: review.original.labels,
    label: selection?.kind === 'box' ? selection.label : review.label,
    threshold: review.threshold,
    usualThreshold,
    removed: review.removed,
    canUndo: review.canUndo,
    canRedo: review.canRedo,
  };
}

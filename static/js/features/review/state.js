/**
 * What the view of a photo shows. Only the controller changes it.
 *
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 * @typedef {import('../../photo/shot-review.js').Stop} Stop
 *
 * @typedef {'move' | 'resize'} Adjusting
 * @typedef {'sensitivity' | 'rows'} Panel
 *
 * @typedef {object} EditorState what the person is doing on the photo
 * @property {boolean} isAdding
 * @property {Adjusting | null} adjusting what the arrow buttons do with the selected box, while they are shown
 * @property {Panel | null} panel that is open
 * @property {number | null} row that stands out
 *
 * @typedef {object} ReviewFacts what counts on the photo
 * @property {number} count
 * @property {{ label: string, count: number }[]} labelCounts
 * @property {{ facings: number, stacked: number, gaps: number }[]} rows
 * @property {number} openGaps that nobody has judged yet
 * @property {number} missing products, in the gaps that were accepted
 * @property {Stop | null} selection
 * @property {string[]} labels
 * @property {number} label that the selected box has, or the next one that is added
 * @property {number} threshold 0..1
 * @property {number} usualThreshold that a new photo is counted with
 * @property {number} removed boxes that can be brought back
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 *
 * @typedef {EditorState & ReviewFacts} ReviewState
 *
 * @typedef {object} PhotoState
 * @property {string | null} id of the photo; null until it was counted
 * @property {Node[]} elements picture and boxes
 * @property {{ width: number, height: number } | null} picture pixels; null until it is decoded
 * @property {boolean} fromCamera so that there is a way back to it
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
    facings: facings.length,
    stacked: stacked.length,
    gaps: gaps.filter((gap) => gap.row === row).length,
  }));
  const missing = gaps.filter(({ isAccepted }) => isAccepted);
  return {
    count: review.boxes.length,
    labelCounts: review.labelCounts,
    rows,
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

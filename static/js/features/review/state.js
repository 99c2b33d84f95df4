/**
 * The state of the photo view. Only the controller changes it.
 *
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 * @typedef {import('../../photo/shot-review.js').Stop} Stop
 *
 * @typedef {'move' | 'resize'} Adjusting
 * @typedef {'sensitivity' | 'rows' | 'note'} Panel
 *
 * @typedef {object} EditorState what the person is doing on the photo
 * @property {boolean} isAdding
 * @property {boolean} isFraming changing the part of the photo that counts
 * @property {boolean} isMarking marking boxes, to correct them together
 * @property {number} marked how many are
 * @property {boolean} isPainting naming boxes by brands
 * @property {string | null} paintFrom key of the box where "from here to there" begins
 * @property {import('./paint-tool.js').Way} paintWay what one tap names
 * @property {string | null | undefined} paintBrand id of the brand that is painted; null: names are taken away; undefined: there is
 *   none yet
 * @property {boolean} isGrouping looking at the photo's products, and naming them
 * @property {import('./groups-tool.js').Grouping} grouping the products
 * @property {boolean} isPinning marking places that the person notes
 * @property {number | null} pin number of the chosen place among those of the photo, from 0
 * @property {boolean} isPlacing whether the next tap moves that part, or a corner of it, to the tapped place
 * @property {Adjusting | null} adjusting what the arrow buttons do with the selected box; null: they are hidden
 * @property {Panel | null} panel that is open
 * @property {number | null} row the highlighted row
 * @property {import('./check-walk.js').Question | null} checking what is asked to make the count surer; null: nothing
 *
 * @typedef {import('../../photo/shelves.js').Standing} Standing
 *
 * @typedef {object} ReviewFacts derived from the review
 * @property {number} count
 * @property {import('../../photo/range.js').Range | null} range that probably holds the true count; null: it is the count, as a
 *   person has checked everything, or nobody knows
 * @property {number} doubts number of boxes that a person should look at
 * @property {{ label: string, count: number }[]} labelCounts
 * @property {number} facings
 * @property {(Standing & { gaps: number })[]} rows these and `withoutShelf` add up to the count and the facings of the photo
 * @property {Standing} withoutShelf what stands on no shelf
 * @property {number} openGaps number of gaps that were not judged yet
 * @property {number} missing number of products that fit into the accepted gaps
 * @property {Stop | null} selection
 * @property {string} gapName what is missing in the selected gap; empty: nobody said
 * @property {string[]} labels
 * @property {number} label of the selected box, or of the next added box
 * @property {number} threshold 0..1
 * @property {number} usualThreshold the threshold for new photos
 * @property {number} removed number of removed boxes that can be brought back
 * @property {boolean} hasRegion whether a part of the photo alone counts
 * @property {import('../../brands/list.js').Brand[]} brands of the person's list, in the order in which they are shown
 * @property {import('../../brands/share.js').Share} share of shelf
 * @property {string} selectedName of the selected box's product, or else of its brand; empty: it has none
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
 * @property {import('./remark.js').Remark | null} remark what is to be said about the picture
 * @property {number} far number of products further away, about which the remark asks
 * @property {boolean} showsKeys whether what keys do is shown
 * @property {boolean} isTurning whether the photo is counted anew because it was turned
 * @property {import('./note-tool.js').NoteState} notes what the person notes of the photo
 * @property {import('./looking.js').LookingState} looking whether the photo's products are known
 * @property {import('./naming.js').NamingState | null} naming the product that is being named; null: none
 * @property {ReviewState | null} review null while counting
 */

import { inShownOrder } from '../../brands/list.js';
import { partsOf, shareOf } from '../../brands/share.js';
import { nameOfGap } from '../../photo/gap-names.js';
import { doubtsOf, openRange, rangeOf } from '../../photo/range.js';
import { missingFacings, standingOf } from '../../photo/shelves.js';
import { NO_GROUPS } from './groups-tool.js';
import { NOT_LOOKING } from './looking.js';
import { NO_NOTES } from './note-tool.js';

/** @type {Readonly<PhotoState>} */
export const NO_PHOTO = {
  id: null,
  elements: [],
  picture: null,
  fromCamera: false,
  count: null,
  remark: null,
  far: 0,
  showsKeys: false,
  isTurning: false,
  notes: NO_NOTES,
  looking: NOT_LOOKING,
  naming: null,
  review: null,
};

/** @type {Readonly<EditorState>} */
export const NOTHING_GOING_ON = {
  isAdding: false,
  isFraming: false,
  isMarking: false,
  isGrouping: false,
  grouping: NO_GROUPS,
  isPinning: false,
  pin: null,
  marked: 0,
  isPainting: false,
  paintFrom: null,
  paintWay: 'boxes',
  paintBrand: undefined,
  isPlacing: false,
  adjusting: null,
  panel: null,
  row: null,
  checking: null,
};

/**
 * @param {ShotReview} review
 * @param {number} usualThreshold
 * @param {import('../../brands/list.js').Brand[]} brands
 * @param {Pick<import('./products-tool.js').ProductsTool, 'find' | 'selectedName'>} products
 * @returns {ReviewFacts}
 */
export function factsOf(review, usualThreshold, brands, products) {
  const { selection, gaps, shelves } = review;
  const standing = standingOf(shelves);
  const rows = standing.rows.map((each, row) => ({
    ...each,
    gaps: gaps.filter((gap) => gap.row === row).length,
  }));
  return {
    count: shelves.boxes.length,
    range: openRange(rangeOf(review.shot)),
    doubts: doubtsOf(review.shot).length,
    facings: standing.facings,
    labelCounts: review.labelCounts,
    rows,
    withoutShelf: standing.withoutShelf,
    openGaps: shelves.unchecked.length,
    missing: missingFacings(shelves),
    selection,
    gapName: selection?.kind === 'gap' ? (nameOfGap(review.shot, selection.box)?.name ?? '') : '',
    labels: review.original.labels,
    label: selection?.kind === 'box' ? selection.label : review.label,
    threshold: review.threshold,
    usualThreshold,
    removed: review.removed,
    hasRegion: review.region !== null,
    brands: inShownOrder(brands),
    share: shareOf([partsOf(shelves, review)], brands, products.find),
    selectedName: products.selectedName(review),
    canUndo: review.canUndo,
    canRedo: review.canRedo,
  };
}

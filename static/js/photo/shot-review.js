import { answer, vouch } from './answers.js';
import {
  addBox,
  bringBack,
  countByLabel,
  fillGap,
  judgeGap,
  machineIndex,
  moveBox,
  relabelBox,
  removeBox,
  removedBoxes,
  setRegion,
} from './corrections.js';
import { productsIn } from './fitting.js';
import { withGapName } from './gap-names.js';
import { record, redo, startHistory, undo } from './history.js';
import {
  keysAfter,
  noNames,
  renamed,
  renamedAlike,
  withAlike,
  withBrand,
  withNames,
  withRecognised,
} from './names.js';
import { boxBetween, boxLikeNeighbours } from './new-boxes.js';
import { insideOf } from './region.js';
import { shelvesOf } from './shelves.js';
import { stopsOf } from './stops.js';
import { leaveOut } from './twice.js';

/**
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {import('./corrections.js').CurrentBox} CurrentBox
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('./region.js').Region} Region
 * @typedef {import('./rows.js').Row} Row
 * @typedef {{ x: number, y: number }} Point
 * @typedef {object} Edits what undo goes back in
 * @property {Corrections} corrections
 * @property {import('./names.js').BoxNames} names
 * @property {import('./names.js').Alike} alike
 * @property {import('./names.js').RecognisedBoxes} recognised goes back with what the person did, and is then replaced
 *
 * @typedef {import('./stops.js').BoxStop} BoxStop
 * @typedef {import('./stops.js').GapStop} GapStop
 * @typedef {import('./stops.js').Stop} Stop
 */

/** @type {import('./names.js').Alike} */
const nothingSaid = { together: [], apart: [] };

/** The review of a shot: the boxes that count, the selection, and every edit that a person can make. Independent of the page. */
export class ShotReview {
  /** @type {import('./history.js').History<Edits>} */
  #history;
  /** @type {string | null} */
  #selected = null;

  /** @param {ReviewedShot} shot */
  constructor(shot) {
    this.original = shot;
    this.gapNames = shot.gapNames;
    this.threshold = shot.threshold;
    const { corrections, names = noNames, alike = nothingSaid, recognised = {} } = shot;
    this.#history = startHistory({ corrections, names, alike, recognised });
    /** The label of the next added box. */
    this.label = 0;
    this.shelves = shelvesOf(shot);
    /** @type {Stop[]} in reading order: row by row, left to right, then what stands on no shelf */
    this.stops = [];
    this.#derive();
  }

  /** @returns {CurrentBox[]} those that count */
  get boxes() {
    return this.shelves.boxes;
  }

  /** @returns {Row[]} */
  get rows() {
    return this.shelves.rows;
  }

  /** @returns {ReviewedShot} as it is now, plain JSON */
  get shot() {
    const { corrections, names, alike, recognised } = this.#history.present;
    const { original, threshold, gapNames } = this;
    const corrected = { ...original, threshold, corrections, ...(gapNames ? { gapNames } : {}) };
    return withRecognised(withAlike(withNames(corrected, names), alike), recognised);
  }

  /** @returns {import('./names.js').BoxNames} by the keys of boxes */
  get names() {
    return this.#history.present.names;
  }

  /** @returns {import('./names.js').Alike} what a person said of boxes that look alike */
  get alike() {
    return this.#history.present.alike;
  }

  /** @returns {import('./names.js').RecognisedBoxes} by the keys of boxes */
  get recognised() {
    return this.#history.present.recognised;
  }

  /** @returns {Corrections} */
  get #corrections() {
    return this.#history.present.corrections;
  }

  /** @returns {Stop | null} */
  get selection() {
    return this.stops.find(({ key }) => key === this.#selected) ?? null;
  }

  /** @returns {Region | null} the part of the photo that alone counts; null: everything counts */
  get region() {
    return this.#corrections.region ?? null;
  }

  get canUndo() {
    return this.#history.past.length > 0;
  }

  get canRedo() {
    return this.#history.future.length > 0;
  }

  /** @returns {GapStop[]} */
  get gaps() {
    return this.stops.filter((stop) => stop.kind === 'gap');
  }

  get labelCounts() {
    return countByLabel(this.boxes, this.original.labels);
  }

  /** The number of removed boxes that can be brought back. */
  get removed() {
    return removedBoxes(this.shot).length;
  }

  /** Restores all removed boxes. */
  bringBack() {
    this.#record(bringBack(this.#corrections, removedBoxes(this.shot)));
  }

  /** @param {string | null} key of a stop */
  select(key) {
    this.#selected = key;
  }

  /**
   * Selects the next stop in reading order.
   * @param {1 | -1} direction
   * @returns {boolean} false past the end: nothing is selected any more
   */
  selectNext(direction) {
    const at = this.stops.findIndex(({ key }) => key === this.#selected);
    const next = at === -1 ? (direction === 1 ? 0 : this.stops.length - 1) : at + direction;
    this.#selected = this.stops[next]?.key ?? null;
    return this.#selected !== null;
  }

  /** Selects the next gap that was not judged yet. @returns {boolean} false: none is left */
  selectNextGap() {
    const open = this.gaps.filter(({ isAccepted }) => !isAccepted);
    const at = open.findIndex(({ key }) => key === this.#selected);
    this.#selected = open[at + 1]?.key ?? open[0]?.key ?? null;
    return this.#selected !== null;
  }

  /** @param {number} threshold 0..1; every correction stays */
  setThreshold(threshold) {
    this.threshold = threshold;
    this.#derive();
  }

  /** Removes the selected box. @returns {boolean} whether one was selected */
  remove() {
    const { selection } = this;
    if (selection?.kind !== 'box') return false;
    this.#record(removeBox(this.#corrections, selection.key));
    return true;
  }

  /**
   * @param {Box} box the new position of the selected box
   * @param {{ isSameStep?: boolean }} [options] `isSameStep`: undone together with the step before
   */
  move(box, options) {
    const { selection } = this;
    if (selection?.kind !== 'box' || selection.box.every((edge, i) => edge === box[i])) return;
    this.#record(moveBox(this.#corrections, selection.key, box), options);
  }

  /**
   * Adds a box between two corners. If they are the same point, the box is centred there and sized like its neighbours.
   * @param {Point} from pixels of the photo
   * @param {Point} to
   * @returns {boolean} false: outside the part that counts no box is added
   */
  add(from, to) {
    const drawn = boxBetween(from, to, this.original);
    const others = this.boxes.map(({ box }) => box);
    const box = drawn ?? boxLikeNeighbours(from, others, this.original);
    if (!insideOf(this.region)(box)) return false;
    const { corrections, key } = addBox(this.#corrections, box, this.label);
    this.#record(corrections);
    this.#selected = key;
    return true;
  }

  /** @param {Region | null} region null: everything counts @param {{ isSameStep?: boolean }} [options] see `move` */
  setRegion(region, options) {
    this.#record(setRegion(this.#corrections, region), options);
  }

  /** Sets the label of the selected box and of boxes added later. @param {number} label */
  setLabel(label) {
    this.label = label;
    const current = this.boxes.find(({ key }) => key === this.#selected);
    if (!current || current.label === label) return;
    const { corrections, key } = relabelBox(this.#corrections, current, label);
    this.#record(corrections);
    this.#selected = key;
  }

  /** Records whether a product is missing in the selected gap. @param {'accepted' | 'dismissed'} verdict */
  judge(verdict) {
    const { selection } = this;
    if (selection?.kind === 'gap') this.#record(judgeGap(this.#corrections, selection.box, verdict));
  }

  /**
   * Says what is missing in the selected gap. That is no step: Undo takes back the gap, and Redo brings it back with its name.
   * @param {{ name: string, itemId?: string }} named an empty name takes it away
   */
  nameGap(named) {
    const { selection } = this;
    if (selection?.kind === 'gap') this.gapNames = withGapName(this.shot, selection.box, named);
  }

  /** Fills the selected gap with boxes and selects the first of them. @returns {number} how many were added */
  fill() {
    const { selection } = this;
    if (selection?.kind !== 'gap') return 0;
    const products = productsIn(selection.box, this.#standingIn(selection.row), this.original);
    const { corrections, key } = fillGap(this.#corrections, selection.box, products, this.label);
    this.#record(corrections);
    this.#selected = key;
    return products.length;
  }

  /** Says what a machine's box shows, a faint one too. @param {number} index @param {boolean} isProduct */
  answer(index, isProduct) {
    this.#record(answer(this.#corrections, index, isProduct));
  }

  /** Says that the count is right. */
  vouch() {
    const indices = this.boxes.flatMap(({ key, source }) =>
      source === 'machine' ? (machineIndex(key) ?? []) : [],
    );
    this.#record(vouch(this.#corrections, indices));
  }

  /** Removes what other photos show already. @param {import('./twice.js').Shown[]} shown by them */
  leaveOut(shown) {
    this.#record(leaveOut(this.shot, shown));
  }

  /**
   * Takes corrections that were made of many boxes at once as one step.
   * @param {Corrections} corrections of `shot`
   * @returns {boolean} false: they change nothing
   */
  correct(corrections) {
    if (corrections === this.#corrections) return false;
    this.#record(corrections);
    return true;
  }

  /**
   * Names boxes, as one step. How many there are does not change.
   * @param {string[]} keys of boxes
   * @param {string | null} brand its id; null: they are unnamed from now on
   * @returns {number} how many have another name now
   */
  paint(keys, brand) {
    const { names } = this;
    const painted = withBrand(names, keys, brand);
    if (painted === names) return 0;
    const changed = keys.filter((key) => painted[key]?.brand !== names[key]?.brand).length;
    this.say({ names: painted });
    return changed;
  }

  /**
   * Takes what a person says of boxes, what they are or which are alike, as one step. How many there are does not change.
   * @param {{ names?: import('./names.js').BoxNames, alike?: import('./names.js').Alike }} said
   * @returns {boolean} false: that is nothing new
   */
  say({ names = this.names, alike = this.alike }) {
    if (names === this.names && alike === this.alike) return false;
    this.#history = record(this.#history, { ...this.#history.present, names, alike });
    return true;
  }

  /**
   * Takes what the machine knows of the boxes, in place of what it knew before. That is no step: nobody did anything.
   * @param {import('./names.js').RecognisedBoxes} recognised by the keys of boxes
   * @returns {boolean} false: that is nothing new
   */
  recognise(recognised) {
    if (JSON.stringify(recognised) === JSON.stringify(this.recognised)) return false;
    this.#history = { ...this.#history, present: { ...this.#history.present, recognised } };
    return true;
  }

  /** Remembers the answer to the question about products further away. That is no step: nothing changes on the photo. */
  answerFar() {
    this.#record({ ...this.#corrections, askedFar: true }, { isSameStep: true });
  }

  undo() {
    this.#history = undo(this.#history);
    this.#derive();
  }

  redo() {
    this.#history = redo(this.#history);
    this.#derive();
  }

  /** @param {Corrections} corrections @param {{ isSameStep?: boolean }} [options] */
  #record(corrections, options) {
    const keyOf = keysAfter(this.#corrections, corrections);
    const edits = {
      corrections,
      names: renamed(this.names, keyOf),
      alike: renamedAlike(this.alike, keyOf),
      recognised: renamed(this.recognised, keyOf),
    };
    this.#history = record(this.#history, edits, options);
    this.#derive();
  }

  /** @param {number} row -1: none @returns {Box[]} the facings of that row */
  #standingIn(row) {
    return row < 0 ? [] : this.rows[row].facings.map((i) => this.boxes[i].box);
  }

  #derive() {
    this.shelves = shelvesOf(this.shot);
    this.stops = stopsOf(this.shelves);
  }
}

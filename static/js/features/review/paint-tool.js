/**
 * Names boxes by brands: what is swiped over, drawn around or tapped, the whole row of a tapped box, or all from one tapped box to
 * another in reading order. Each of these is one step of undo. A brush without a brand takes names away.
 *
 * @typedef {import('../../geometry/path.js').Point} Point
 * @typedef {import('../../brands/list.js').Brand} Brand
 * @typedef {'boxes' | 'row' | 'span'} Way what one tap names
 *
 * @typedef {object} Brush kept from photo to photo
 * @property {string | null | undefined} brand id of the brand; null: it takes names away; undefined: nobody has chosen yet
 * @property {Way} way
 *
 * @typedef {object} PaintToolEvents
 * @property {() => void} onChange
 * @property {(text: string) => void} onAnnounce
 * @property {() => void} leave asked for with Escape
 */
import { inShownOrder } from '../../brands/list.js';
import { messages } from '../../messages.js';
import { keysBetween, keysInRow } from '../../photo/stops.js';
import { ARROWS } from '../../toolkit/arrows.js';
import { BoxLine } from './box-line.js';
import { selectionText } from './selection-text.js';
import { takeKeys } from './tool-keys.js';

/** @type {readonly Way[]} */
export const WAYS = ['boxes', 'row', 'span'];

export class PaintTool {
  #review;
  #events;
  #taking;
  #brush;
  #brands;
  isOpen = false;
  /** Key of the box where "from here to there" begins; null: it is still to be tapped. @type {string | null} */
  from = null;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @param {PaintToolEvents} events
   * @param {{ brush: Brush, brands: () => Brand[] }} palette
   */
  constructor(stage, review, events, { brush, brands }) {
    this.#review = review;
    this.#events = events;
    this.#brush = brush;
    this.#brands = brands;
    this.#taking = new BoxLine(stage, review, (keys) => this.#paint(keys));
    takeKeys(stage.element, { isOpen: () => this.isOpen, commandOf: (event) => this.#commandOf(event) });
  }

  /** @returns {Brand | null | undefined} null: names are taken away; undefined: there is no brand yet */
  get brand() {
    const { brand } = this.#brush;
    const all = inShownOrder(this.#brands());
    return brand === null ? null : (all.find(({ id }) => id === brand) ?? all[0]);
  }

  /** @returns {Way} */
  get way() {
    return this.#brush.way;
  }

  /** @returns {Set<string>} keys of the boxes to be drawn as taken */
  get shown() {
    return new Set([...this.#taking.taken, ...(this.from === null ? [] : [this.from])]);
  }

  /** The line that is being drawn, if any. */
  get line() {
    return this.#taking.line;
  }

  /** @param {boolean} isOpen */
  setOpen(isOpen) {
    this.isOpen = isOpen;
    this.from = null;
    this.#taking.line = null;
  }

  /** @param {string | null} brand its id; null: names are taken away */
  choose(brand) {
    this.#brush.brand = brand;
    this.#events.onChange();
    this.#events.onAnnounce(messages.brands.chosen(this.brand?.name ?? ''));
  }

  /** @param {Way} way */
  setWay(way) {
    this.#brush.way = way;
    this.from = null;
    this.#events.onChange();
    this.#events.onAnnounce(messages.brands.hints[way]);
  }

  /** @param {Point} at on the stage */
  tap(at) {
    const key = this.#taking.boxAt(at);
    if (key !== null) this.#paintAt(key);
  }

  /** @param {Point} from on the stage @returns {import('../../toolkit/gestures.js').Drag} */
  drag(from) {
    return this.#taking.drag(from);
  }

  /** @param {string} key of the box that was tapped */
  #paintAt(key) {
    const { stops } = this.#review;
    if (this.way === 'boxes') return this.#paint([key]);
    if (this.way === 'row') return this.#paint(keysInRow(stops, key));
    const keys = this.from === null ? [] : keysBetween(stops, this.from, key);
    if (keys.length > 0) return this.#paint(keys);
    this.from = key; // the first tap, or what was tapped first is gone
    this.#events.onChange();
    this.#events.onAnnounce(messages.brands.hints.last);
  }

  /** @param {string[]} keys */
  #paint(keys) {
    const { brand } = this;
    const { brands } = messages;
    this.from = null;
    const count = brand === undefined ? 0 : this.#review.paint(keys, brand?.id ?? null);
    this.#events.onChange();
    if (keys.length === 0) return;
    const said =
      brand === undefined
        ? brands.empty
        : count === 0
          ? brands.nothingNew
          : brands.painted(count, brand?.name ?? '');
    this.#events.onAnnounce(said);
  }

  /** @param {1 | -1} direction */
  #next(direction) {
    const key = this.#taking.next(direction);
    this.#events.onChange();
    if (key !== null) this.#events.onAnnounce(`${selectionText(this.#review)} ${this.#nameOf(key)}`);
  }

  /** @param {string} key */
  #nameOf(key) {
    const id = this.#review.names[key]?.brand;
    return this.#brands().find((each) => each.id === id)?.name ?? messages.brands.unnamed;
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | null} */
  #commandOf({ key, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey) return null;
    const arrow = ARROWS[key];
    if (arrow) return () => this.#next(arrow.x + arrow.y > 0 ? 1 : -1);
    const { selection } = this.#review;
    if (key === ' ' || key === 'Enter') return () => selection && this.#paintAt(selection.key);
    if (key === 'Delete' || key === 'Backspace') return () => selection && this.#erase(selection.key);
    if (key === 'Escape') return () => (this.from === null ? this.#events.leave() : this.setWay('span'));
    if (/^[0-9]$/.test(key)) return () => this.#chooseByNumber(Number(key));
    // Nothing is added here.
    return key === 'Insert' || key.toLowerCase() === 'a' ? () => {} : null;
  }

  /** @param {string} key */
  #erase(key) {
    const count = this.#review.paint([key], null);
    this.#events.onChange();
    this.#events.onAnnounce(count === 0 ? messages.brands.nothingNew : messages.brands.painted(count, ''));
  }

  /** @param {number} number of a brand in the order in which they are shown, from 1; 0: takes names away */
  #chooseByNumber(number) {
    const brand = inShownOrder(this.#brands())[number - 1];
    if (number === 0 || brand) this.choose(brand?.id ?? null);
  }
}

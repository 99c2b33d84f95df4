/**
 * The products on a photo, as groups that a person taps, splits, joins and names. Each of these is one step of undo.
 *
 * @typedef {import('./groups.js').Group} Group
 * @typedef {import('../../audits/recognition.js').Known} Known
 * @typedef {'choose' | 'split' | 'join'} Mode what a tap does: choose a group, mark what is another product, or join it to the tapped one
 *
 * @typedef {object} Grouping what is shown of it
 * @property {Group[]} groups
 * @property {number} facings of all of them
 * @property {Group | null} chosen the tapped group, or one facing of it alone
 * @property {boolean} isAlone whether it is one facing of several
 * @property {Mode} mode
 * @property {Set<string>} marked keys of the boxes that are another product
 * @property {string | null} cursor key of the box that the keyboard is at
 *
 * @typedef {object} GroupsToolEvents
 * @property {() => void} onChange
 * @property {(text: string) => void} onAnnounce
 * @property {() => void} leave asked for with Escape
 * @property {() => void} name the chosen group is to be named
 * @property {(keys: string[], product: string) => void} onNamed a person has said which product boxes show
 * @property {(keys: string[], product: string) => void} onNot a person has said which product they do not show
 */

import { around } from '../../geometry/boxes.js';
import { messages } from '../../messages.js';
import { withNot, withProduct } from '../../photo/names.js';
import { titleOf } from '../../products/list.js';
import { ARROWS } from '../../toolkit/arrows.js';
import { BoxLine } from './box-line.js';
import { groupsIn, joinTogether, splitApart } from './groups.js';
import { inTwo } from './likeness.js';
import { takeKeys } from './tool-keys.js';

/** @type {Readonly<Grouping>} */
export const NO_GROUPS = {
  groups: [],
  facings: 0,
  chosen: null,
  isAlone: false,
  mode: 'choose',
  marked: new Set(),
  cursor: null,
};

export class GroupsTool {
  #stage;
  #review;
  #events;
  #catalogue;
  #boxes;
  /** @type {{ known: Known, limits: { alike: number, known: number }, shelves: unknown, keys: string[] } | null} */
  #looks = null;
  /** What the groups were made of last. @type {unknown[]} */
  #made = [];
  /** @type {Group[]} */
  #groups = [];
  /** Key of a box of the chosen group. @type {string | null} */
  #chosen = null;
  #isAlone = false;
  /** @type {Mode} */
  mode = 'choose';
  /** @type {Set<string>} */
  #marked = new Set();
  /** @type {string | null} */
  #cursor = null;
  isOpen = false;
  /** Two quick taps are two, for PhotoInput. */
  isEachTap = true;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @param {GroupsToolEvents} events
   * @param {import('./groups.js').Catalogue & { list: import('../../products/list.js').Product[] }} catalogue
   */
  constructor(stage, review, events, catalogue) {
    this.#stage = stage;
    this.#review = review;
    this.#events = events;
    this.#catalogue = catalogue;
    this.#boxes = new BoxLine(stage, review, () => {});
    takeKeys(stage.element, { isOpen: () => this.isOpen, commandOf: (event) => this.#commandOf(event) });
  }

  /** @returns {Grouping} */
  get state() {
    const { groups, chosen, mode } = this;
    const facings = groups.reduce((sum, group) => sum + group.facings, 0);
    return {
      groups,
      facings,
      chosen,
      isAlone: this.#isAlone,
      mode,
      marked: this.#marked,
      cursor: this.#cursor,
    };
  }

  /** @returns {Group[]} */
  get groups() {
    const looks = this.#looks;
    if (!looks) return [];
    const { names, alike, recognised, shelves } = this.#review;
    if (looks.shelves !== shelves) return this.#present(); // until the new boxes are looked at
    const made = [names, alike, recognised, shelves, this.#catalogue.list, looks];
    if (made.every((each, i) => each === this.#made[i])) return this.#groups;
    this.#groups = groupsIn(this.#review, looks.known, this.#catalogue, looks.limits, this.#groups);
    this.#made = made;
    return this.#groups;
  }

  /** @returns {Group | null} */
  get chosen() {
    const key = this.#chosen;
    const group = this.groups.find(({ keys }) => key !== null && keys.includes(key)) ?? null;
    if (!group || !this.#isAlone || key === null) return group;
    return { ...group, id: key, keys: [key], facings: 1 };
  }

  /** The vectors of the boxes, and the place of each among them by its key; null: they are not known. */
  get vectors() {
    const looks = this.#looks;
    return looks && { vectors: looks.known.vectors, at: new Map(looks.keys.map((key, i) => [key, i])) };
  }

  /**
   * What is known of the boxes that count now.
   *
   * @param {Known} known
   * @param {{ alike: number, known: number }} limits of the embedder's card
   */
  show(known, limits) {
    const { shelves, boxes } = this.#review;
    this.#looks = { known, limits, shelves, keys: boxes.map(({ key }) => key) };
    this.#review.recognise(known.recognised);
  }

  /** @param {boolean} isOpen @param {string | null} [key] of a box that is chosen alone */
  setOpen(isOpen, key = null) {
    this.isOpen = isOpen;
    this.#setMode('choose');
    this.#chosen = key;
    this.#isAlone =
      key !== null && (this.groups.find(({ keys }) => keys.includes(key))?.keys.length ?? 0) > 1;
  }

  /** @param {import('../../geometry/path.js').Point} at on the stage */
  tap(at) {
    const key = this.#boxes.boxAt(at);
    if (this.mode === 'split') return key === null ? undefined : this.mark(key);
    if (this.mode === 'join') return key === null ? undefined : this.joinWith(key);
    const isSame = key !== null && this.chosen?.keys.includes(key);
    const group = this.groups.find(({ keys }) => key !== null && keys.includes(key));
    // The second tap on a group is meant for the one facing.
    // Before all are looked at, what was tapped is chosen once they are.
    this.choose(key, isSame === true && !this.#isAlone && (group?.keys.length ?? 0) > 1);
  }

  /** @param {string | null | undefined} key of a box of the group; null: none @param {boolean} [isAlone] that facing alone */
  choose(key, isAlone = false) {
    this.#setMode('choose');
    this.#chosen = key ?? null;
    this.#isAlone = isAlone;
    this.#changed(this.chosen ? this.#words(this.chosen) : '');
  }

  /** @param {Mode} mode */
  begin(mode) {
    this.#setMode(mode);
    if (mode === 'split') this.#isAlone = false;
    this.#changed(messages.groups.hints[mode]);
  }

  /** Marks a box as another product than the group, or takes that back. @param {string} key */
  mark(key) {
    if (!this.chosen?.keys.includes(key)) return;
    const marked = new Set(this.#marked);
    if (!marked.delete(key)) marked.add(key);
    this.#marked = marked;
    this.#changed(messages.groups.marked(marked.size));
  }

  /** Marks the part of the group that looks least like the rest. */
  markByLooks() {
    const { chosen, vectors } = this;
    if (!chosen || !vectors || chosen.keys.length < 2) return;
    const indices = chosen.keys.flatMap((key) => vectors.at.get(key) ?? []);
    const [, fewer] = inTwo(vectors.vectors, indices);
    this.#marked = new Set(fewer.map((i) => this.#looks?.keys[i] ?? ''));
    this.#changed(messages.groups.marked(this.#marked.size));
  }

  /** What is marked is another product. */
  split() {
    const { chosen } = this;
    const keys = [...this.#marked];
    if (!chosen || keys.length === 0) return;
    const rest = chosen.keys.filter((key) => !this.#marked.has(key));
    const { product } = chosen;
    const { names, alike } = this.#review;
    if (product) this.#review.say({ names: withNot(names, keys, product.id) });
    else if (rest.length > 0) this.#review.say({ alike: splitApart(alike, keys, rest) });
    this.#setMode('choose');
    this.#chosen = keys[0];
    this.#changed(messages.groups.splitOff(keys.length));
    if (product) this.#events.onNot(keys, product.id);
  }

  /** The chosen group and another one are the same product. @param {string} key of a box of the other one */
  joinWith(key) {
    const { chosen } = this;
    const other = this.groups.find(({ keys }) => keys.includes(key));
    if (!chosen || !other || chosen.keys.includes(key)) return;
    this.#setMode('choose');
    this.#chosen = other.keys[0];
    this.#isAlone = false;
    if (other.product) return this.nameAs(chosen.keys, other.product.id);
    if (chosen.product) return this.nameAs(other.keys, chosen.product.id);
    this.#review.say({ alike: joinTogether(this.#review.alike, [...chosen.keys, ...other.keys]) });
    this.#changed(messages.groups.joined(chosen.keys.length + other.keys.length));
  }

  /** @param {string[]} keys of boxes @param {string} product that they show */
  nameAs(keys, product) {
    const { names } = this.#review;
    const wrong = this.groups.flatMap((group) =>
      group.product && group.product.id !== product
        ? [{ id: group.product.id, keys: group.keys.filter((key) => keys.includes(key)) }]
        : [],
    );
    const denied = wrong.reduce((now, each) => withNot(now, each.keys, each.id), names);
    this.#review.say({ names: withProduct(denied, keys, product) });
    this.#chosen = keys[0];
    this.#isAlone = false;
    const found = this.#catalogue.find(product);
    this.#changed(messages.groups.named(keys.length, found ? titleOf(found) : ''));
    this.#events.onNamed(keys, product);
    for (const each of wrong) if (each.keys.length > 0) this.#events.onNot(each.keys, each.id);
  }

  /** The chosen group is not the product of which it has the name. */
  deny() {
    const { chosen } = this;
    if (!chosen?.product) return;
    const { id } = chosen.product;
    this.#review.say({ names: withNot(this.#review.names, chosen.keys, id) });
    this.#changed(messages.groups.denied(titleOf(chosen.product)));
    this.#events.onNot(chosen.keys, id);
  }

  /** @returns {Group[]} without boxes that are gone */
  #present() {
    const there = new Set(this.#review.boxes.map(({ key }) => key));
    return this.#groups.flatMap((group) => {
      const keys = group.keys.filter((key) => there.has(key));
      if (keys.length === group.keys.length) return [group];
      return keys.length > 0 ? [{ ...group, keys, facings: Math.min(group.facings, keys.length) }] : [];
    });
  }

  /** @param {Mode} mode */
  #setMode(mode) {
    this.mode = mode;
    this.#marked = new Set();
    this.#cursor = null;
  }

  /** @param {string} said */
  #changed(said) {
    this.#events.onChange();
    if (said) this.#events.onAnnounce(said);
  }

  /** @param {Group} group */
  #words(group) {
    const { groups } = this;
    const { at, facings, notNamed } = messages.groups;
    const place = this.#isAlone
      ? ''
      : `${at(groups.findIndex(({ id }) => id === group.id) + 1, groups.length)} `;
    return `${place}${group.product ? titleOf(group.product) : notNamed}, ${facings(group.facings)}.`;
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | null} */
  #commandOf({ key, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey) return null;
    const arrow = ARROWS[key];
    if (arrow) return () => this.#next(arrow.x + arrow.y > 0 ? 1 : -1);
    if (key === 'Enter' || key === ' ') return () => this.#act(key);
    if (key === 'Delete' || key === 'Backspace') return () => this.deny();
    if (key === 'Escape') return () => this.#back();
    // Nothing is added here.
    return key === 'Insert' || key.toLowerCase() === 'a' ? () => {} : null;
  }

  /** @param {string} key Enter or Space */
  #act(key) {
    const cursor = this.#cursor;
    if (this.mode === 'choose') {
      if (this.chosen) this.#events.name();
    } else if (this.mode === 'join') {
      if (cursor !== null) this.joinWith(cursor);
    } else if (key === 'Enter') this.split();
    else if (cursor !== null) this.mark(cursor);
  }

  #back() {
    if (this.mode !== 'choose') this.begin('choose');
    else if (this.#chosen !== null) this.choose(this.#isAlone ? this.#chosen : null);
    else this.#events.leave();
  }

  /** To the next group, or in the chosen one to the next facing where facings are marked. @param {1 | -1} direction */
  #next(direction) {
    const { groups, chosen, mode } = this;
    const keys = mode === 'split' ? (chosen?.keys ?? []) : groups.map(({ id }) => id);
    const now = mode === 'choose' ? chosen?.id : this.#cursor;
    const from = keys.indexOf(now ?? '');
    const key =
      keys[from < 0 && direction < 0 ? keys.length - 1 : (from + direction + keys.length) % keys.length];
    if (key === undefined) return;
    const group = groups.find((each) => each.keys.includes(key));
    if (!group) return;
    const shown = mode === 'split' ? [key] : group.keys;
    const boxes = this.#review.boxes.filter((each) => shown.includes(each.key)).map(({ box }) => box);
    this.#stage.reveal(around(boxes));
    if (mode === 'choose') return this.choose(key);
    this.#cursor = key;
    this.#changed(
      mode === 'join' ? this.#words(group) : messages.groups.facing(keys.indexOf(key) + 1, keys.length),
    );
  }
}

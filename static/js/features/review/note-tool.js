/**
 * What the person notes of the photo under review, and their list of tags. Each change is stored at once.
 *
 * @typedef {import('../../photo/open-photo.js').OpenPhoto} OpenPhoto
 * @typedef {import('../../photo/notes.js').Notes} Notes
 *
 * @typedef {Notes & { known: string[], isListing: boolean }} NoteState `known`: the person's list of tags, with those of the
 *   photo; `isListing`: whether that list is being changed
 *
 * @typedef {object} NoteToolEvents
 * @property {(photo: OpenPhoto) => void} onChange
 * @property {(text: string) => void} onAnnounce
 * @property {(error: unknown) => void} onFailure the list could not be read or stored
 */
import { messages } from '../../messages.js';
import { cleanTag, hasTag, notesOf, tagsFrom, withoutTag, withTags } from '../../photo/notes.js';

/** @type {Readonly<NoteState>} */
export const NO_NOTES = { tags: [], note: '', places: [], known: [], isListing: false };

export class NoteTool {
  #session;
  #store;
  #events;
  /** @type {string[]} */
  #list = [...messages.notes.suggestions];
  #isListing = false;

  /**
   * @param {import('../../photo/session.js').PhotoSession} session
   * @param {Pick<import('../../audits/store.js').AuditStore, 'readList' | 'changeList'>} store
   * @param {NoteToolEvents} events
   */
  constructor(session, store, events) {
    this.#session = session;
    this.#store = store;
    this.#events = events;
  }

  /** @returns {NoteState} */
  get state() {
    const notes = this.#notes;
    return { ...notes, known: withTags(this.#list, notes.tags), isListing: this.#isListing };
  }

  /** @returns {import('../../photo/notes.js').NotedPlace[]} */
  get places() {
    return this.#notes.places;
  }

  /** Reads the person's list anew: another tab may have changed it. */
  async begin() {
    this.#isListing = false;
    try {
      this.#show(await this.#store.readList('tags'));
    } catch (error) {
      this.#events.onFailure(error); // until then the list is as it was read last
    }
  }

  /** Puts a tag on the photo, or takes it off. @param {string} tag */
  toggle(tag) {
    const { tags } = this.#notes;
    const isOn = hasTag(tags, tag);
    this.#set({ tags: isOn ? withoutTag(tags, tag) : withTags(tags, [tag]) });
    this.#events.onAnnounce(isOn ? messages.notes.tagOff(tag) : messages.notes.tagOn(tag));
  }

  /** Puts a tag on the photo and into the person's list. @param {string} typed */
  async addTag(typed) {
    const tag = cleanTag(typed);
    if (!tag) return;
    this.#set({ tags: withTags(this.#notes.tags, [tag]) });
    this.#events.onAnnounce(messages.notes.tagOn(tag));
    await this.#changeList((list) => withTags(list, [tag]));
  }

  /** Takes a tag off the person's list; photos keep it. @param {string} tag */
  async forgetTag(tag) {
    this.#events.onAnnounce(messages.notes.tagForgotten(tag));
    await this.#changeList((list) => withoutTag(list, tag));
  }

  /** @param {boolean} isListing */
  setListing(isListing) {
    this.#isListing = isListing;
    this.#changed();
  }

  /** @param {string} note as typed so far */
  setNote(note) {
    this.#set({ note });
  }

  /** @param {import('../../photo/notes.js').NotedPlace[]} places */
  setPlaces(places) {
    this.#set({ places });
  }

  get #notes() {
    return notesOf(this.#session.current?.shot ?? {});
  }

  /** @param {Partial<Notes>} change */
  #set(change) {
    const photo = this.#session.current;
    if (!photo) return;
    this.#session.noted(photo, { ...this.#notes, ...change });
    this.#changed();
  }

  /** @param {(list: string[]) => string[]} change */
  async #changeList(change) {
    const changed = (/** @type {unknown} */ stored) => change(tagsFrom(stored, messages.notes.suggestions));
    this.#list = change(this.#list);
    this.#changed();
    try {
      await this.#store.changeList('tags', changed);
      this.#show(await this.#store.readList('tags'));
    } catch (error) {
      this.#events.onFailure(error);
    }
  }

  /** @param {unknown} stored */
  #show(stored) {
    this.#list = tagsFrom(stored, messages.notes.suggestions);
    this.#changed();
  }

  #changed() {
    const photo = this.#session.current;
    if (photo) this.#events.onChange(photo);
  }
}

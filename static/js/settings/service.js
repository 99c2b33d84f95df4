/**
 * Stores the person's settings on this device, and derives from them how a detector counts.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/card.js').Mode} Mode
 * @typedef {import('./settings.js').Settings} Settings
 */
import { recall, remember } from '../device/memory.js';
import { Observable } from '../toolkit/observable.js';
import { fixedLiveSide, photoSideOf, thresholdOf } from './counting.js';
import { KEY, parseSettings } from './settings.js';

export class SettingsService {
  /** @type {Observable<Settings>} */
  #values = new Observable(parseSettings(recall(KEY)));

  /** @returns {Settings} */
  get values() {
    return this.#values.state;
  }

  /**
   * Changes a setting, with immediate effect, and stores it on this device.
   *
   * @template {keyof Settings} Name
   * @param {Name} name
   * @param {Settings[Name]} value
   */
  set(name, value) {
    remember(KEY, JSON.stringify({ ...this.values, [name]: value }));
    this.#values.update(/** @type {Partial<Settings>} */ ({ [name]: value }));
  }

  /** @param {(values: Settings, before: Settings) => void} listener @returns {() => void} removes the listener */
  subscribe(listener) {
    return this.#values.subscribe(listener);
  }

  /** @param {ModelCard} card @param {Mode} mode @returns {number} score threshold, 0..1 */
  thresholdOf(card, mode) {
    return thresholdOf(card, mode, this.values);
  }

  /** @param {ModelCard} card @returns {number} longer side of the network's input for photos, pixels */
  photoSideOf(card) {
    return photoSideOf(card, this.values);
  }

  /** @param {ModelCard} card @returns {number | null} the same for the camera; null: it is adapted automatically */
  fixedLiveSide(card) {
    return fixedLiveSide(card, this.values);
  }

  /** @param {ModelCard} card @returns {boolean} whether boxes show the kind of product */
  showsKinds(card) {
    return this.values.showsKinds && card.labels.length > 1;
  }
}

/**
 * Counts the products on a photo: what the detector finds, and what the photo looks like.
 *
 * @typedef {import('./record.js').ReviewedShot} ReviewedShot
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 *
 * @typedef {object} PhotoDetector
 * @property {() => Promise<void>} whenReady
 * @property {ModelCard | null} card
 * @property {(picture: ImageBitmap, options: { mode: 'photo', scoreThreshold: number, longSide: number }) =>
 *   Promise<import('../detector/pipeline.js').Detections>} detect closes the picture
 *
 * @typedef {object} PhotoSettings
 * @property {(card: ModelCard, mode: 'photo') => number} thresholdOf
 * @property {(card: ModelCard) => number} photoSideOf
 */
import { scoreFloor, shotOf } from './shot.js';
import { makeTexture } from './texture.js';

export class PhotoCounter {
  /**
   * @param {object} services
   * @param {PhotoDetector} services.detector
   * @param {PhotoSettings} services.settings
   * @param {typeof makeTexture} [services.textureOf]
   */
  constructor({ detector, settings, textureOf = makeTexture }) {
    this.detector = detector;
    this.settings = settings;
    this.textureOf = textureOf;
  }

  /**
   * @param {ImageBitmap} picture Closed by the detector.
   * @param {import('../geometry/part.js').Part | null} [region] that alone counts; null: everything counts
   * @returns {Promise<{ review: ReviewedShot, usualThreshold: number }>} without other corrections
   * @throws {import('../detector/errors.js').DetectorError}
   */
  async detect(picture, region = null) {
    const card = /** @type {ModelCard} */ (this.detector.card);
    const texture = this.#textureOf(picture);
    const usualThreshold = this.settings.thresholdOf(card, 'photo');
    const detections = await this.detector.detect(picture, {
      mode: 'photo',
      scoreThreshold: scoreFloor(usualThreshold),
      longSide: this.settings.photoSideOf(card),
    });
    return { review: shotOf(detections, card, usualThreshold, { part: region, texture }), usualThreshold };
  }

  /** @param {ImageBitmap} picture @returns {import('./texture.js').Texture | null} null: gaps have to do without it */
  #textureOf(picture) {
    try {
      return this.textureOf(picture);
    } catch {
      return null; // no memory for a canvas: the number is worth more than the gaps
    }
  }
}

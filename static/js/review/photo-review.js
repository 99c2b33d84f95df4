import { BoxOverlay } from '../scan/overlay.js';
import { decodePicture } from './picture.js';

/** @typedef {import('../detector/client.js').Detections} Detections */

/** One photo on the page: the still at full detail, and the boxes over it once it is counted. */
export class PhotoReview {
  #overlay = new BoxOverlay('picture__boxes');
  #url;

  /**
   * @param {Blob} file
   * @param {string} description for people who cannot see it
   */
  constructor(file, description) {
    this.file = file;
    this.#url = URL.createObjectURL(file);
    this.image = document.createElement('img');
    this.image.className = 'picture__content';
    this.image.alt = description;
    this.image.src = this.#url;
  }

  /** What the view shows: the picture and the boxes over it. */
  get elements() {
    return [this.image, this.#overlay.canvas];
  }

  /**
   * @returns {Promise<ImageBitmap>} the picture for the detector, upright
   * @throws {import('./picture.js').PictureError}
   */
  decode() {
    return decodePicture(this.file);
  }

  /** @param {Detections} detections */
  show(detections) {
    this.#overlay.show(detections);
  }

  /** Lets go of the picture's memory. */
  close() {
    URL.revokeObjectURL(this.#url);
    this.image.removeAttribute('src');
  }
}

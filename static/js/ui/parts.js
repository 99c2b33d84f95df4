import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from './icons.js';

/** @typedef {import('./state.js').ModelState} ModelState */

/**
 * A button that opens the device's photo picker.
 * @param {{ className: string, label: string, shortLabel?: string, labelHidden?: boolean,
 *   choose: (file: Blob) => void }} options `shortLabel`: what is shown where there is little room
 */
export function photoPicker({ className, label, shortLabel = label, labelHidden = false, choose }) {
  const onChange = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = ''; // so that the same photo can be chosen again
    if (file) choose(file);
  };
  return html`<label class=${className}>
    <input class="visually-hidden" type="file" accept="image/*" aria-label=${label} @change=${onChange} />
    ${icons.photo}<span class=${labelHidden ? 'visually-hidden' : ''}>${shortLabel}</span>
  </label>`;
}

/**
 * The large number. `data-count` is there as soon as something was counted.
 * @param {number | null} count
 */
export function countDisplay(count) {
  return html`<p class="count" data-testid="count" data-count=${count ?? nothing}>
    <span class="count__number">${count ?? '–'}</span>
    <span class="count__unit">${messages.facings(count ?? 0)}</span>
  </p>`;
}

/**
 * How far the detector has come, in words and as a bar.
 * @param {ModelState} model while loading
 */
export function modelProgress({ progress }) {
  const downloading = progress?.phase === 'download' && progress.total > 0;
  const title = downloading ? messages.model.download : messages.model.prepare;
  const detail = downloading
    ? messages.model.downloaded(progress.loaded, progress.total)
    : messages.model.prepareHint;
  // Without a value the bar tells that work goes on without telling how far it is.
  const value = downloading ? progress.loaded / progress.total : nothing;
  return html`<div class="progress" data-testid="model-progress">
    <p class="progress__text"><span>${title}</span><span class="progress__detail">${detail}</span></p>
    <progress max="1" value=${value} aria-label=${title}></progress>
  </div>`;
}

/** @param {string} notice */
export const noticeLine = (notice) =>
  notice ? html`<p class="notice" role="status">${notice}</p>` : nothing;

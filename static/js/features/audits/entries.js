/** The ways to audits from the other views. */
import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { unsavedAlert } from './parts.js';

/** @typedef {import('../../shell/state.js').State} State */
/** @typedef {import('../../shell/state.js').Actions} Actions */

/**
 * On the start view: the audit that is going on, or the list.
 *
 * @param {State} state
 * @param {Actions} actions
 */
export function startEntry({ audits: { current } }, actions) {
  const { audits } = messages;
  const open = current ? () => actions.audits.openAudit(current.id) : actions.audits.openList;
  return html`<button class="button entry ${current ? 'entry--current' : ''}" @click=${open}>
    <span class="entry__icon">${icons.audits}</span>
    <span class="entry__text">
      <span class="entry__title">${current ? audits.continue(current.store) : audits.heading}</span>
      <span class="entry__line">${current ? audits.summary(current.photos, current.facings) : audits.hint}</span>
    </span>
    ${icons.next}
  </button>`;
}

/**
 * On the photo view, once the photo is counted: adds it to an audit, or goes on from there.
 *
 * @param {State} state
 * @param {Actions} actions
 * @param {string} camera words for the way back to the camera
 * @returns {unknown} null while there is nothing to add
 */
export function photoEntry({ audits: { photo, current } }, actions, camera) {
  if (!photo) return null;
  const { audits } = messages;
  if (photo.store !== null) {
    return html`<div class="next">
      <button class="round" aria-label=${audits.toAudit} @click=${actions.audits.closePhoto}>${icons.audits}</button>
      <button class="button button--primary" @click=${actions.startCamera}>${icons.camera}${audits.nextPhoto}</button>
    </div>`;
  }
  return html`<div class="next">
    <button class="round" aria-label=${camera} @click=${actions.startCamera}>${icons.camera}</button>
    <button class="button button--primary" @click=${actions.audits.addToAudit}>
      <span class="next__words">${current ? audits.addTo(current.store) : audits.add}</span>
    </button>
  </div>`;
}

/**
 * Over the photo: in which audit it is, and what could not be saved.
 *
 * @param {State} state
 * @param {Actions} actions
 */
export function photoNews({ audits }, actions) {
  const { photo, failure } = audits;
  if (failure) return unsavedAlert(audits, actions);
  if (!photo?.store) return nothing;
  return html`<p class="saved">${icons.check}<span>${messages.audits.addedTo(photo.store)}</span></p>`;
}

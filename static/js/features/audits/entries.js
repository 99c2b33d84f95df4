/** What the audits feature shows in other features' views. */
import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { alertCard } from '../../toolkit/parts.js';
import { leftOf } from './checking.js';
import { unsavedAlert } from './parts.js';
import { twiceSheet } from './twice-sheet.js';
import { soFar } from './words.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('../contract.js').Page} Page */
/**
 * @typedef {object} View the view of a photo
 * @property {string} camera label of the way back to the camera
 * @property {boolean} isEmpty no product is on it: it is more likely to be taken again than to be kept
 * @property {() => void} close leaves the photo
 */

/**
 * On the start view: the way to the current audit, or to the list.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 */
export function startEntry({ current }, actions) {
  const { audits } = messages;
  const open = () => (current ? actions.openAudit(current.id) : actions.openList());
  return html`<button class="button entry ${current ? 'entry--current' : ''}" @click=${open}>
    <span class="entry__icon">${icons.audits}</span>
    <span class="entry__text">
      <span class="entry__title">${current ? audits.continue(current.store) : audits.heading}</span>
      <span class="entry__line">${current ? soFar(current).join(' · ') : audits.hint}</span>
    </span>
    ${icons.next}
  </button>`;
}

/**
 * On the start view, before anything is counted: that this browser stores nothing; and an open visit of another day.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function startCards(state, actions, { offline }) {
  if (offline.keepsWork === false)
    return alertCard({ ...messages.audits.keepsNothing, testId: 'keeps-nothing' });
  return unfinishedCard(state, actions);
}

/** @param {AuditsState} state @param {Actions} actions */
function unfinishedCard({ unfinished }, actions) {
  if (!unfinished) return nothing;
  const { visits, audits } = messages;
  const { id, store, created } = unfinished;
  return html`<section class="unfinished" data-testid="unfinished" aria-label=${visits.unfinished}>
    <p class="unfinished__title">${visits.unfinished}</p>
    <p>${store || audits.untitled}, ${audits.moment(created)}</p>
    <div class="unfinished__actions">
      <button class="button button--small" @click=${() => actions.checklist.finish(id)}>${visits.finishIt}</button>
      <button class="button button--small button--quiet" @click=${() => actions.openAudit(id)}>${visits.lookAtIt}</button>
    </div>
  </section>`;
}

/**
 * On the photo view, once the photo is counted: adds it to an audit, or leads to the next step if it is in one.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 * @param {Page} page
 * @param {View} view
 */
export function photoEntry(state, actions, page, view) {
  return state.photo ? html`${nextStep(state, actions, page, view)} ${twiceSheet(state, actions)}` : nothing;
}

/** @param {AuditsState} state @param {Actions} actions @param {Page} page @param {View} view */
function nextStep(state, actions, { navigate }, { camera, isEmpty, close }) {
  const { photo, current, checked, page } = state;
  if (!photo) return nothing;
  const { audits, visits } = messages;
  const startCamera = () => navigate('live');
  if (photo.store !== null && checked && page) {
    const left = leftOf(page.shots, [...checked, photo.id]).length;
    return html`<div class="next">
      <button class="round" aria-label=${audits.toAudit} @click=${close}>${icons.audits}</button>
      <button class="button button--primary" @click=${() => actions.checking.next()}>
        <span class="next__words">${left > 0 ? visits.checkNext(left) : visits.checkEnd}</span>
      </button>
    </div>`;
  }
  if (photo.store !== null) {
    return html`<div class="next">
      <button class="round" aria-label=${audits.toAudit} @click=${close}>${icons.audits}</button>
      <button class="button button--primary" @click=${startCamera}>${icons.camera}${audits.nextPhoto}</button>
    </div>`;
  }
  const add = current ? audits.addTo(current.store) : audits.add;
  if (isEmpty) {
    return html`<div class="next">
      <button class="round" aria-label=${add} @click=${() => actions.addToAudit()}>${icons.audits}</button>
      <button class="button button--primary" @click=${startCamera}>${icons.camera}${audits.takeAgain}</button>
    </div>`;
  }
  return html`<div class="next">
    <button class="round" aria-label=${camera} @click=${startCamera}>${icons.camera}</button>
    <button class="button button--primary" @click=${() => actions.addToAudit()}>
      <span class="next__words">${add}</span>
    </button>
  </div>`;
}

/**
 * Over the photo: the audit that it belongs to, and what could not be saved.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 */
export function photoNews(state, actions) {
  const { photo, failure } = state;
  if (failure) return unsavedAlert(state, actions);
  if (!photo || photo.store === null) return nothing;
  const store = photo.store || messages.audits.untitled;
  const { addedTo, adding } = messages.audits;
  // Said only once the browser has stored it.
  if (!photo.saved) return html`<p class="saving"><span>${adding(store)}</span></p>`;
  return html`<p class="saved">${icons.check}<span>${addedTo(store)}</span></p>`;
}

import { html, nothing, repeat } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';
import { photoPicker } from '../../toolkit/parts.js';
import { exportSheet, newsOf, undoToast } from './parts.js';
import { gapWords, rangeWords } from './words.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('./state.js').AuditPage} AuditPage */
/** @typedef {import('./state.js').ShotCard} ShotCard */

/**
 * One audit: its total, its photos, and buttons to add more.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 */
export function auditView(state, actions) {
  const { page } = state;
  if (!page) return nothing;
  const { audit, shots } = page;
  const { audits } = messages;
  const content = html`${newsOf(state, actions)} ${shots.length > 0 ? summary(page, actions) : nothing}
    ${audit.note ? html`<p class="audit__note">${audit.note}</p>` : nothing}
    ${shots.length > 0 ? shotGrid(shots, actions) : noPhotos()}`;
  const foot = html`<button class="button button--primary" @click=${() => actions.takePhotos()}>
      ${icons.camera}${audits.camera}
    </button>
    ${photoPicker({ className: 'button', label: audits.photo, choose: (file) => actions.addPhoto(file) })}`;
  const title = audit.store || audits.untitled;
  const view = pageView({
    className: 'page--audit',
    title,
    subtitle: audit.place,
    back: () => actions.openList(),
    tools: tools(audit.id, actions),
    content,
    foot,
  });
  return html`${view} ${undoToast(state, actions)} ${exportSheet(state, actions)}`;
}

/** @param {AuditPage} page @param {Actions} actions */
function summary({ audit, shots, products, range, facings, missing, unchecked }, actions) {
  const { audits } = messages;
  const details = [
    ...(facings < products ? [audits.facings(facings)] : []),
    ...gapWords({ missing, unchecked }),
    audits.photoCount(shots.length),
    audits.moment(audit.created),
  ].join(' · ');
  return html`<section class="audit__summary">
    <p class="audit__total" data-testid="total" data-count=${products}>
      <span class="audit__number">${audits.number(products)}</span>
      <span class="audit__unit">${messages.products(products)}</span>
      ${rangeWords(range).map((words) => html`<span class="audit__details">${words}</span>`)}
      <span class="audit__details">${details}</span>
    </p>
    <button class="button" @click=${() => actions.exportAudits([audit.id])}>
      ${icons.share}${audits.export}
    </button>
  </section>`;
}

/** @param {string} id @param {Actions} actions */
const tools = (id, actions) =>
  html`<div class="page__tools">
    <button class="page__back" aria-label=${messages.audits.details} @click=${() => actions.form.openForPage()}>
      ${icons.edit}
    </button>
    <button class="page__back" aria-label=${messages.audits.delete} @click=${() => actions.deleteAudits([id])}>
      ${icons.trash}
    </button>
  </div>`;

const noPhotos = () =>
  html`<div class="empty">
    <div class="empty__icon">${icons.camera}</div>
    <p class="empty__title">${messages.audits.noPhotos}</p>
    <p class="empty__text">${messages.audits.noPhotosHint}</p>
  </div>`;

/** @param {ShotCard[]} shots @param {Actions} actions */
const shotGrid = (shots, actions) =>
  html`<ul class="shots" role="list">
    ${repeat(
      shots,
      ({ id }) => id,
      (shot, index) => shotCard(shot, index + 1, actions),
    )}
  </ul>`;

/** @param {ShotCard} shot @param {number} number @param {Actions} actions */
function shotCard(shot, number, actions) {
  const { audits } = messages;
  const state = [
    ...rangeWords(shot.range),
    ...gapWords(shot),
    ...(shot.saved ? [] : [audits.notSaved]),
    ...(shot.saved && shot.corrected ? [audits.corrected] : []),
  ];
  return html`<li class="shot" data-shot=${shot.id}>
    <button class="shot__open" @click=${() => actions.openShot(shot.id)}>
      <span class="visually-hidden">${audits.openShot(number)},</span>
      ${
        shot.thumbnail
          ? html`<img class="shot__picture" src=${shot.thumbnail} alt="" />`
          : html`<span class="shot__missing">${icons.photo}${audits.pictureMissing}</span>`
      }
      <span class="shot__label">
        <span class="shot__number">${audits.number(shot.products)}</span>
        <span class="visually-hidden">${messages.products(shot.products)},</span>
        <span class="shot__state">${state.join(' · ')}</span>
      </span>
    </button>
    <button class="round shot__remove" aria-label=${audits.removeShot(number)} @click=${() => actions.deleteShot(shot.id)}>
      ${icons.trash}
    </button>
  </li>`;
}

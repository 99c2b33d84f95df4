import { html, nothing, repeat } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';
import { photoPicker } from '../../toolkit/parts.js';
import { checklist, ending, finishSheet, skipSheet } from './checklist-view.js';
import { groupsOf, worstFirst } from './groups.js';
import { moveSheet } from './move-sheet.js';
import { exportSheet, newsOf, undoToast } from './parts.js';
import { shareSection } from './share-section.js';
import { soldOutList, stockSheet } from './stock-view.js';
import { againWords, gapWords, rangeWords } from './words.js';

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
  const { page, moving } = state;
  if (!page) return nothing;
  const { audit, shots } = page;
  const { audits } = messages;
  const content = html`${newsOf(state, actions)} ${shots.length > 0 ? summary(page, actions) : nothing}
    ${audit.note ? html`<p class="audit__note">${audit.note}</p>` : nothing}
    ${moving ? nothing : html`${checklist(page, actions)} ${soldOutList(page)} ${shareSection(page)}`}
    ${shots.length > 0 ? photos(page, moving, actions) : noPhotos()}
    ${moving ? nothing : html`<div class="audit__end">${ending(page, actions)}</div>`}`;
  const foot = moving ? movingFoot(moving, actions) : photosFoot(actions);
  const title = audit.store || audits.untitled;
  const view = pageView({
    className: 'page--audit',
    title,
    subtitle: [audit.address, audit.place].filter(Boolean).join(' · '),
    back: () => actions.openList(),
    tools: tools(audit.id, actions),
    content,
    foot,
  });
  return html`${view} ${undoToast(state, actions)} ${exportSheet(state, actions)} ${skipSheet(state, actions)}
  ${finishSheet(state, actions)} ${moveSheet(state, actions)} ${stockSheet(state, actions)}`;
}

/** @param {Actions} actions */
const photosFoot = (actions) =>
  html`<button class="button button--primary" @click=${() => actions.takePhotos()}>
      ${icons.camera}${messages.audits.camera}
    </button>
    ${photoPicker({
      className: 'button',
      label: messages.audits.photo,
      chooseAll: (files) => actions.addPhotos(files),
    })}`;

/** @param {NonNullable<AuditsState['moving']>} moving @param {Actions} actions */
const movingFoot = ({ picked }, actions) =>
  html`<button class="button button--primary" ?disabled=${picked.length === 0} @click=${() => actions.moves.choose()}>
      ${messages.visits.move(picked.length)}
    </button>
    <button class="button" @click=${() => actions.moves.stop()}>${messages.audits.cancel}</button>`;

/** @param {AuditPage} page @param {Actions} actions */
function summary({ audit, shots, products, range, facings, missing, unchecked, uncounted }, actions) {
  const { audits, visits } = messages;
  const twice = shots.filter(({ again }) => again).length;
  const details = [
    ...(facings < products ? [audits.facings(facings)] : []),
    ...gapWords({ missing, unchecked }),
    audits.photoCount(shots.length),
    ...(uncounted > 0 ? [visits.counting(uncounted)] : []),
    ...(twice > 0 ? [visits.twice(twice)] : []),
    audits.moment(audit.created),
  ].join(' · ');
  return html`<section class="audit__summary">
    <p class="audit__total" data-testid="total" data-count=${products}>
      <span class="audit__number">${audits.number(products)}</span>
      <span class="audit__unit">${messages.products(products)}</span>
      ${rangeWords(range).map((words) => html`<span class="audit__details">${words}</span>`)}
      <span class="audit__details">${details}</span>
    </p>
    <div class="audit__ways">
      <button class="button" @click=${() => actions.openReport(audit.id)}>${icons.report}${messages.report.open}</button>
      <button class="button" @click=${() => actions.exportAudits([audit.id])}>
        ${icons.share}${audits.export}
      </button>
    </div>
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

/**
 * The photos, by category; those of none come last.
 *
 * @param {AuditPage} page
 * @param {AuditsState['moving']} moving
 * @param {Actions} actions
 */
function photos(page, moving, actions) {
  const { visits } = messages;
  const { shots } = page;
  const canMove = !moving && shots.length > 0;
  const canCheck = !moving && worstFirst(shots).length > 0;
  return html`<section class="photos">
    <div class="photos__head">
      <h2 class="photos__title">${visits.photos}</h2>
      <div class="photos__actions">
        ${canCheck ? html`<button class="button button--small" @click=${() => actions.checking.start()}>${visits.checkAll}</button>` : nothing}
        ${canMove ? html`<button class="button button--small" @click=${() => actions.moves.start()}>${visits.moveSome}</button>` : nothing}
      </div>
    </div>
    ${groupsOf(page).map(
      ({ name, own }) => html`${name ? html`<h3 class="photos__category">${name}</h3>` : nothing}
        <ul class="shots" role="list">
          ${repeat(
            own,
            ({ shot }) => shot.id,
            ({ shot, number }) => shotCard(shot, number, moving, actions),
          )}
        </ul>`,
    )}
  </section>`;
}

/** @param {ShotCard} shot @param {number} number @param {AuditsState['moving']} moving @param {Actions} actions */
function shotCard(shot, number, moving, actions) {
  const { audits, visits } = messages;
  const state = shot.uncounted
    ? [shot.uncounted === 'failed' ? visits.notCounted : visits.countingIt]
    : [
        ...againWords(shot.again),
        ...rangeWords(shot.range),
        ...gapWords(shot),
        ...(shot.saved ? [] : [audits.notSaved]),
        ...(shot.saved && shot.corrected ? [audits.corrected] : []),
      ];
  const isPicked = moving?.picked.includes(shot.id) ?? false;
  const onTap = () => (moving ? actions.moves.toggle(shot.id) : actions.openShot(shot.id));
  return html`<li class="shot" data-shot=${shot.id}>
    <button class="shot__open" aria-pressed=${moving ? isPicked : nothing} @click=${onTap}>
      <span class="visually-hidden">${audits.openShot(number)},</span>
      ${
        shot.thumbnail
          ? html`<img class="shot__picture" src=${shot.thumbnail} alt="" />`
          : html`<span class="shot__missing">${icons.photo}${audits.pictureMissing}</span>`
      }
      <span class="shot__label">
        ${
          shot.uncounted
            ? nothing
            : html`<span class="shot__number">${audits.number(shot.products)}</span>
                <span class="visually-hidden">${messages.products(shot.products)},</span>`
        }
        <span class="shot__state">${state.join(' · ')}</span>
      </span>
    </button>
    ${
      moving
        ? html`<span class="shot__picked" aria-hidden="true">${isPicked ? icons.check : nothing}</span>`
        : html`<button class="round shot__remove" aria-label=${audits.removeShot(number)} @click=${() => actions.deleteShot(shot.id)}>
            ${icons.trash}
          </button>`
    }
  </li>`;
}

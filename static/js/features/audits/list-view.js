import { html, nothing, repeat } from '../../../vendor/lit.js';
import { iosTab, thisBrowser } from '../../device/browsers.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';
import { exportSheet, newsOf, undoToast } from './parts.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('../contract.js').Page} Page */
/** @typedef {import('./state.js').AuditCard} AuditCard */

/**
 * All audits, newest first. In selection mode, audits can be selected to export or delete them.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function listView(state, actions, { navigate, slot }) {
  const { list, selected } = state;
  const content = html`${slot('update')} ${newsOf(state, actions)} ${listContent(state, actions)}
    ${selected ? nothing : listsLink(navigate)} ${spaceLine(state)}`;
  const view = selected ? selecting(state, selected, actions) : browsing(list, actions, navigate);
  return html`${pageView({ className: 'page--audits', content, ...view })} ${undoToast(state, actions)}
  ${exportSheet(state, actions)}`;
}

/** @param {AuditCard[] | null} list @param {Actions} actions @param {Page['navigate']} navigate */
function browsing(list, actions, navigate) {
  const { audits } = messages;
  const select = html`<button class="button button--small button--quiet" @click=${() => actions.startSelecting()}>
    ${audits.select}
  </button>`;
  return {
    title: audits.heading,
    back: () => navigate('start'),
    tools: html`<div class="page__tools">${list?.length ? select : nothing} ${importPicker(actions)}</div>`,
    foot: html`<button class="button button--primary" @click=${() => actions.openForm()}>
      ${icons.plus}${audits.start}
    </button>`,
  };
}

/** @param {AuditsState} state @param {string[]} selected @param {Actions} actions */
function selecting(state, selected, actions) {
  const { audits } = messages;
  const none = selected.length === 0;
  return {
    title: audits.selected(selected.length),
    back: () => actions.stopSelecting(),
    backLabel: audits.selectDone,
    tools: html`<div class="page__tools">
      <button
        class="button button--small button--quiet"
        ?disabled=${selected.length === state.list?.length}
        @click=${() => actions.selectAll()}
      >${audits.selectAll}</button>
    </div>`,
    foot: html`<button
        class="button button--primary"
        ?disabled=${none}
        @click=${() => actions.exportAudits(selected)}
      >${icons.share}${audits.export}</button>
      <button class="button" ?disabled=${none} @click=${() => actions.deleteAudits(selected)}>
        ${icons.trash}${audits.deleteSelected}
      </button>`,
  };
}

/** @param {AuditsState} state @param {Actions} actions */
function listContent({ list, selected, problem }, actions) {
  if (!list && problem) {
    return html`<button class="button button--primary" @click=${() => actions.openList()}>${messages.audits.retry}</button>`;
  }
  if (!list) return html`<p class="page__quiet" role="status">${messages.audits.loading}</p>`;
  if (list.length === 0) {
    return html`<div class="empty">
      <div class="empty__icon">${icons.audits}</div>
      <p class="empty__title">${messages.audits.empty}</p>
      <p class="empty__text">${messages.audits.emptyHint}</p>
    </div>`;
  }
  return html`<ul class="audits" role="list">
    ${repeat(
      list,
      ({ id }) => id,
      (card) => html`<li>${selected ? selectable(card, selected, actions) : openable(card, actions)}</li>`,
    )}
  </ul>`;
}

/** @param {AuditCard} card @param {Actions} actions */
const openable = (card, actions) =>
  html`<button class="audit-card" data-audit=${card.id} @click=${() => actions.openAudit(card.id)}>
    ${cardContent(card)}
  </button>`;

/** @param {AuditCard} card @param {string[]} selected @param {Actions} actions */
const selectable = (card, selected, actions) =>
  html`<label class="audit-card audit-card--selectable" data-audit=${card.id}>
    <input
      class="audit-card__check"
      type="checkbox"
      .checked=${selected.includes(card.id)}
      @change=${() => actions.toggle(card.id)}
    />
    ${cardContent(card)}
  </label>`;

/** @param {AuditCard} card */
function cardContent({ store, place, created, photos, products, cover, isOpen }) {
  const { audits, visits } = messages;
  return html`<span class="audit-card__picture">
      ${cover ? html`<img src=${cover} alt="" />` : icons.photo}
    </span>
    <span class="audit-card__text">
      <span class="audit-card__store">${store || audits.untitled}</span>
      ${place ? html`<span class="audit-card__line">${place}</span>` : nothing}
      <span class="audit-card__line audit-card__facts">
        <span>${audits.moment(created)}</span><span>${audits.photoCount(photos)}</span>
        ${isOpen ? html`<span class="audit-card__open">${visits.open}</span>` : nothing}
      </span>
    </span>
    <span class="audit-card__count">
      <span class="audit-card__number">${audits.number(products)}</span>
      <span class="audit-card__unit">${messages.products(products)}</span>
    </span>`;
}

/** @param {Actions} actions */
function importPicker(actions) {
  const onChange = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = ''; // so that the same file can be chosen again
    if (file) actions.importFile(file);
  };
  return html`<label class="button button--small button--quiet">
    <input
      class="visually-hidden"
      type="file"
      accept=".zip,.json,application/zip,application/json"
      aria-label=${messages.audits.import}
      @change=${onChange}
    />
    <span>${messages.audits.import}</span>
  </label>`;
}

/** @param {Page['navigate']} navigate */
const listsLink = (navigate) =>
  html`<button class="button button--small button--quiet lists-link" @click=${() => navigate('lists')}>
    ${messages.lists.open}${icons.next}
  </button>`;

/** @param {AuditsState} state */
function spaceLine({ space, list }) {
  if (!list?.length) return nothing;
  const { audits } = messages;
  const isInSafari = iosTab(thisBrowser()) === 'safari';
  const lasting = isInSafari ? audits.clearedBySafari : space && !space.kept ? audits.notKept : nothing;
  if (!space && lasting === nothing) return nothing;
  return html`<p class="page__quiet" data-testid="space">
    ${space ? audits.space(space.used, space.left) : nothing} ${lasting}
  </p>`;
}

import { html, live, nothing, ref, repeat } from '../../../vendor/lit.js';
import { BRAND_LIMITS } from '../../brands/list.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog, pageView } from '../../toolkit/page.js';

/** @typedef {import('./state.js').BrandsViewState} BrandsViewState */
/** @typedef {import('./controller.js').BrandsController} Actions */
/** @typedef {import('../contract.js').Page} Page */
/** @typedef {import('../../brands/list.js').Brand} Brand */

/** So many names may be typed at once. */
const NAMES_AT_ONCE = 20;

/** @param {BrandsViewState} state @param {Actions} actions @param {Page} page */
export function brandsView(state, actions, page) {
  return pageView({
    className: 'page--brands',
    title: messages.brands.heading,
    back: () => page.navigate('settings'),
    content: editor(state, actions),
  });
}

/** In the settings: the way to the list. @param {BrandsViewState} state @param {Actions} _actions @param {Page} page */
export function settingsEntry({ brands }, _actions, { navigate }) {
  const { heading, count, settingsHint, shareTitle } = messages.brands;
  return html`<section class="settings__section" aria-label=${shareTitle}>
    <h2 class="settings__title">${shareTitle}</h2>
    <div class="settings__card">
      <button class="setting setting--link" @click=${() => navigate('brands')}>
        <span>
          <span class="setting__label">${heading}</span>
          <span class="setting__hint">${brands.length > 0 ? count(brands.length) : settingsHint}</span>
        </span>
        ${icons.next}
      </button>
    </div>
  </section>`;
}

/** Beside the brushes on a photo: the list lies over it, since leaving the photo would close it. @param {BrandsViewState} state @param {Actions} actions */
export function paintEntry(state, actions) {
  const { brands } = messages;
  const isEmpty = state.brands.length === 0;
  return html`<button class="button button--small ${isEmpty ? 'button--primary' : ''} brushes__edit" @click=${() => actions.openSheet()}>
      ${isEmpty ? icons.plus : icons.edit}${isEmpty ? brands.addFirst : brands.edit}
    </button>
    ${state.isOpen ? sheet(state, actions) : nothing}`;
}

/** @param {BrandsViewState} state @param {Actions} actions */
function sheet(state, actions) {
  const close = () => actions.closeSheet();
  return html`<dialog class="dialog" aria-labelledby="brands-title" ${ref(openDialog)} @close=${close}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="brands-title">${messages.brands.heading}</h2>
      <button class="page__back" aria-label=${messages.audits.close} @click=${close}>${icons.close}</button>
    </div>
    ${editor(state, actions)}
  </dialog>`;
}

/** The list, and a line to add to it. @param {BrandsViewState} state @param {Actions} actions */
function editor({ brands, deleted, taken }, actions) {
  const { emptyHint, listHint, isDeleted, isTaken } = messages.brands;
  return html`<div class="brands">
    ${addForm(actions)}
    ${taken ? html`<p class="notice notice--warn" role="alert">${isTaken(taken)}</p>` : nothing}
    ${
      deleted
        ? html`<p class="notice brands__deleted" role="status">
            <span>${isDeleted(deleted)}</span>
            <button class="button button--small" @click=${() => actions.undoRemove()}>${messages.audits.undo}</button>
          </p>`
        : nothing
    }
    <p class="brands__hint">${brands.length > 0 ? listHint : emptyHint}</p>
    ${
      brands.length > 0
        ? html`<ul class="brands__list" role="list">
            ${repeat(
              brands,
              ({ id }) => id,
              (brand) => row(brand, actions),
            )}
          </ul>`
        : nothing
    }
  </div>`;
}

/** @param {Brand} brand @param {Actions} actions */
function row({ id, name, own, colour }, actions) {
  const { nameOf, ours, isOurs, remove } = messages.brands;
  const rename = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const typed = input.value;
    input.value = name; // until it is stored, and where it is not
    if (typed.trim()) actions.rename(id, typed);
  };
  const onOwn = (/** @type {Event} */ event) =>
    actions.setOwn(id, /** @type {HTMLInputElement} */ (event.target).checked);
  return html`<li class="brands__row" data-brand=${name}>
    <i class="swatch" data-colour=${colour}></i>
    <input class="brands__name" aria-label=${nameOf(name)} maxlength=${BRAND_LIMITS.name} .value=${name} enterkeyhint="done" @change=${rename} />
    <label class="brands__own">
      <input class="switch" type="checkbox" role="switch" aria-label=${isOurs(name)} .checked=${live(own)} @change=${onOwn} />
      <span aria-hidden="true">${ours}</span>
    </label>
    <button class="page__back" aria-label=${remove(name)} @click=${() => actions.remove(id)}>${icons.trash}</button>
  </li>`;
}

/** @param {Actions} actions */
function addForm(actions) {
  const { example, newNames, add, ours, others, whose } = messages.brands;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const typed = String(data.get('names') ?? '');
    const input = form.querySelector('input');
    if (input) {
      input.value = '';
      input.focus();
    }
    if (typed.trim()) actions.add(typed, data.get('own') === 'own');
  };
  const choice = (/** @type {string} */ value, /** @type {string} */ label) =>
    html`<label class="segment">
      <input class="visually-hidden" type="radio" name="own" value=${value} ?checked=${value === 'own'} /><span>${label}</span>
    </label>`;
  return html`<form class="brands__add" autocomplete="off" @submit=${submit}>
    <input
      class="form__input"
      name="names"
      aria-label=${newNames}
      placeholder=${example}
      maxlength=${NAMES_AT_ONCE * BRAND_LIMITS.name}
      enterkeyhint="done"
    />
    <div class="brands__add-line">
      <div class="segments" role="radiogroup" aria-label=${whose}>${choice('own', ours)}${choice('other', others)}</div>
      <button class="button" type="submit">${add}</button>
    </div>
  </form>`;
}

import { html, nothing, repeat } from '../../../vendor/lit.js';
import { LIMITS } from '../../audits/record.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';
import { field } from './form-field.js';

/** @typedef {import('./state.js').FormState} FormState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('./store-picker.js').PickerState} PickerState */
/** @typedef {import('./store-picker.js').KnownStore} KnownStore */

const FORM = 'audit-form';
/** So many stores are shown; who looks for another one types. */
const SHOWN = 30;

/**
 * The start of a visit: the store is tapped in the list, or typed.
 *
 * @param {FormState} form
 * @param {PickerState} picker
 * @param {Actions} actions
 * @param {import('../contract.js').Page} page
 */
export function startView({ details, addsPhoto, missing }, picker, actions, { navigate }) {
  const { audits, stores } = messages;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    actions.form.submit(typedIn(/** @type {HTMLFormElement} */ (event.target)));
  };
  const content = html`<form class="form" id=${FORM} novalidate autocomplete="off" @submit=${submit}>
    <div class="form__field">
      <label class="form__label" for="store">${audits.store}</label>
      <input
        class="form__input"
        id="store"
        name="store"
        type="text"
        maxlength=${LIMITS.store}
        enterkeyhint="go"
        aria-describedby="store-hint"
        aria-invalid=${missing ? 'true' : nothing}
        .value=${details.store}
        @input=${(/** @type {Event} */ event) => actions.picker.search(/** @type {HTMLInputElement} */ (event.target).value)}
      />
      ${
        missing
          ? html`<p class="form__error" id="store-hint" role="alert">${audits.storeMissing}</p>`
          : html`<p class="form__hint" id="store-hint">${picker.stores.length > 0 ? stores.searchHint : audits.storeHint}</p>`
      }
    </div>
    ${picker.stores.length > 0 ? storeList(picker, actions) : nothing}
    <details class="more" ?open=${details.place !== '' || details.note !== ''}>
      <summary class="more__summary">${stores.more}<span class="form__optional">${audits.optional}</span></summary>
      <div class="form">
        ${field({ name: 'place', label: audits.place, value: details.place, hint: audits.placeHint })}
        ${field({ name: 'note', label: audits.note, value: details.note, long: true })}
      </div>
    </details>
    <button class="button button--small button--quiet start__import" type="button" @click=${() => navigate('lists')}>
      ${stores.import}
    </button>
  </form>`;
  const words = addsPhoto ? audits.createAndAdd : audits.create;
  return pageView({
    className: 'page--form',
    title: audits.formNew,
    back: () => actions.form.cancel(),
    backLabel: audits.cancel,
    content,
    foot: html`<button class="button button--primary" type="submit" form=${FORM}>${words}</button>`,
  });
}

/** @param {PickerState} picker @param {Actions} actions */
function storeList({ found, order, problem, canLocate }, actions) {
  const { stores } = messages;
  const choose = (/** @type {KnownStore} */ store) => (/** @type {Event} */ event) => {
    const form = /** @type {HTMLButtonElement} */ (event.currentTarget).form;
    if (form) actions.form.submit({ ...typedIn(form), store: store.name }, store);
  };
  const left = found.length - SHOWN;
  return html`<section class="stores" aria-label=${stores.heading}>
    <div class="stores__head">
      <p class="stores__order" role="status">
        ${order === 'asking' ? stores.locating : order === 'nearest' ? stores.nearestFirst : stores.lastFirst}
      </p>
      ${
        canLocate
          ? html`<button
              class="button button--small"
              type="button"
              @click=${() => (order === 'last' ? actions.picker.showNearest() : actions.picker.showLastUsed())}
            >${order === 'last' ? stores.showNearest : stores.showLast}</button>`
          : nothing
      }
    </div>
    ${problem ? html`<p class="notice notice--warn" role="alert">${stores.problem[problem]}</p>` : nothing}
    ${
      found.length > 0
        ? html`<ul class="stores__list" role="list">
            ${repeat(
              found.slice(0, SHOWN),
              ({ id, name, address }) => `${id} ${name} ${address}`,
              (store) => html`<li>
                <button class="stores__store" type="button" @click=${choose(store)}>${storeLines(store)}${icons.next}</button>
              </li>`,
            )}
          </ul>`
        : html`<p class="form__hint">${stores.noneFound}</p>`
    }
    ${left > 0 ? html`<p class="form__hint">${stores.left(left)}</p>` : nothing}
  </section>`;
}

/** @param {KnownStore} store */
function storeLines({ name, address, distance, lastUsed, categories = [] }) {
  const { stores } = messages;
  const facts = [
    ...(distance === null ? [] : [stores.distance(distance)]),
    ...(lastUsed === null ? [] : [stores.lastVisit(lastUsed)]),
    ...(categories.length > 0 ? [stores.categories(categories.length)] : []),
  ];
  return html`<span class="stores__text">
    <span class="stores__name">${name}</span>
    ${address ? html`<span class="stores__line">${address}</span>` : nothing}
    ${facts.length > 0 ? html`<span class="stores__line">${facts.join(' · ')}</span>` : nothing}
  </span>`;
}

/** @param {HTMLFormElement} form */
function typedIn(form) {
  const fields = new FormData(form);
  const text = (/** @type {string} */ name) => String(fields.get(name) ?? '');
  return { store: text('store'), place: text('place'), note: text('note') };
}

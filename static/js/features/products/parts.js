/** What the list, a product and the sheet to merge have in common. */
import { html, nothing, ref } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';

/** @typedef {import('./state.js').ProductsViewState} ProductsViewState */
/** @typedef {import('./state.js').Product} Product */
/** @typedef {import('./controller.js').ProductsController} Actions */

/**
 * A product as a row that can be tapped.
 *
 * @param {Product} product
 * @param {ProductsViewState} state
 * @param {() => void} choose
 */
export function productRow({ id, name, brand: brandId, size }, { brands, looks }, choose) {
  const brand = brandId ? brands.find((each) => each.id === brandId) : undefined;
  const known = looks.get(id);
  return html`<button class="product-row" data-product=${name} @click=${choose}>
    <span class="product-row__picture">${known?.url ? html`<img src=${known.url} alt="" />` : icons.products}</span>
    <span class="product-row__text">
      <span class="product-row__name">${name}</span>
      <span class="product-row__line">
        ${brand ? html`<span class="product-row__brand"><i class="swatch" data-colour=${brand.colour}></i>${brand.name}</span>` : nothing}
        ${size ? html`<span>${size}</span>` : nothing}
        ${known ? html`<span class="product-row__count">${messages.catalogue.pictures(known.count)}</span>` : nothing}
      </span>
    </span>
    ${icons.next}
  </button>`;
}

/**
 * @param {{ value: string, label: string, search: (typed: string) => void }} options
 */
export function searchField({ value, label, search }) {
  return html`<label class="product-search">
    ${icons.search}
    <input
      class="form__input product-search__input"
      type="search"
      aria-label=${label}
      placeholder=${label}
      enterkeyhint="search"
      autocomplete="off"
      .value=${value}
      @input=${(/** @type {Event} */ event) => search(/** @type {HTMLInputElement} */ (event.target).value)}
    />
  </label>`;
}

/** What was deleted or merged, and the way back. @param {ProductsViewState} state @param {Actions} actions */
export function undoToast({ undo }, actions) {
  if (!undo) return nothing;
  const { merged, deleted } = messages.catalogue;
  return html`<div class="toast toast--floating" role="status" data-testid="undo">
    <span>${undo.into ? merged(undo.product.name, undo.into.name) : deleted(undo.product.name)}</span>
    <button class="button button--small" ${ref(focusOnce)} @click=${() => actions.undo()}>${messages.audits.undo}</button>
  </div>`;
}

/** The button that deleted is gone. @param {Element | undefined} element */
function focusOnce(element) {
  if (element instanceof HTMLElement) queueMicrotask(() => element.focus({ preventScroll: true }));
}

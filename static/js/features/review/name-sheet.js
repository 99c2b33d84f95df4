/** Asks once what a product is: what is typed here names it in every photo from then on. */
import { html, ifDefined, live, nothing, ref } from '../../../vendor/lit.js';
import { barcodeSheet } from '../../barcode/sheet.js';
import { BRAND_LIMITS } from '../../brands/list.js';
import { messages } from '../../messages.js';
import { PRODUCT_LIMITS, titleOf } from '../../products/list.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';

/** @typedef {import('./controller.js').ReviewController} Actions */
/** @typedef {import('./naming.js').NamingState} NamingState */

/**
 * @param {NamingState | null} naming
 * @param {Actions} actions
 */
export function nameSheet(naming, actions) {
  if (!naming) return nothing;
  const { groups, catalogue, brands } = messages;
  const { typed, suggestions, wrong, facings } = naming;
  const close = () => actions.naming.close();
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    actions.naming.submit();
  };
  const own = (/** @type {boolean} */ value, /** @type {string} */ label) =>
    html`<label class="segment">
      <input
        class="visually-hidden"
        type="radio"
        name="own"
        .checked=${live(typed.own === value)}
        @change=${() => actions.naming.type({ own: value })}
      /><span>${label}</span>
    </label>`;
  const known = { brands: actions.naming.brands, categories: actions.naming.categories };
  return html`<dialog class="dialog" aria-labelledby="product-title" ${ref(openDialog)} @close=${close}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="product-title">${groups.what}</h2>
      <button class="page__back" aria-label=${messages.audits.close} @click=${close}>${icons.close}</button>
    </div>
    <form class="naming" autocomplete="off" novalidate @submit=${submit}>
      ${field('name', { label: catalogue.fields.name, error: wrong === 'name' ? groups.nameMissing : '' }, naming, actions)}
      ${suggested(suggestions, actions)}
      <div class="naming__pair">
        ${field('size', { label: catalogue.fields.size, example: catalogue.sizeExample }, naming, actions)}
        ${field('brand', { label: catalogue.fields.brand, list: known.brands }, naming, actions)}
      </div>
      ${
        typed.brand.trim()
          ? html`<div class="segments" role="radiogroup" aria-label=${brands.whose}>
              ${own(true, brands.ours)}${own(false, brands.others)}
            </div>`
          : nothing
      }
      <details class="disclosure" ?open=${typed.category !== '' || typed.gtin !== ''}>
        <summary>${groups.more}${icons.next}</summary>
        ${field('category', { label: catalogue.fields.category, list: known.categories }, naming, actions)}
        <div class="naming__code">
          ${field('gtin', { label: catalogue.fields.gtin, error: wrong === 'gtin' ? messages.barcode.wrong : '' }, naming, actions)}
          <button class="button" type="button" @click=${() => actions.naming.scanner.open()}>${icons.camera}${groups.scan}</button>
        </div>
      </details>
      <button class="button button--primary" type="submit">${groups.nameThem(facings)}</button>
    </form>
  </dialog>
  ${barcodeSheet(naming.barcode, actions.naming.scanner)}`;
}

/** What the catalogue has: one tap names the group. @param {NamingState['suggestions']} suggestions @param {Actions} actions */
function suggested(suggestions, actions) {
  if (suggestions.length === 0) return nothing;
  return html`<div class="naming__known" role="group" aria-label=${messages.groups.known}>
    ${suggestions.map(
      (
        product,
      ) => html`<button class="button button--small" type="button" @click=${() => actions.naming.choose(product.id)}>
        ${titleOf(product)}
      </button>`,
    )}
  </div>`;
}

/**
 * @param {'name' | 'brand' | 'size' | 'category' | 'gtin'} name
 * @param {{ label: string, error?: string, example?: string, list?: string[] }} options `list`: what is offered
 * @param {NamingState} naming
 * @param {Actions} actions
 */
function field(name, { label, error = '', example, list = [] }, { typed }, actions) {
  const onInput = (/** @type {Event} */ event) =>
    actions.naming.type({ [name]: /** @type {HTMLInputElement} */ (event.target).value });
  const id = `product-${name}`;
  return html`<div class="form__field">
    <label class="form__label" for=${id}>${label}</label>
    <input
      class="form__input"
      id=${id}
      maxlength=${name === 'brand' ? BRAND_LIMITS.name : PRODUCT_LIMITS[name]}
      inputmode=${ifDefined(name === 'gtin' ? 'numeric' : undefined)}
      placeholder=${ifDefined(example)}
      list=${ifDefined(list.length > 0 ? `${id}-list` : undefined)}
      enterkeyhint="done"
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${ifDefined(error ? `${id}-error` : undefined)}
      .value=${live(typed[name])}
      @input=${onInput}
    />
    ${list.length > 0 ? html`<datalist id="${id}-list">${list.map((each) => html`<option value=${each}></option>`)}</datalist>` : nothing}
    ${error ? html`<p class="form__error" id="${id}-error" role="alert">${error}</p>` : nothing}
  </div>`;
}

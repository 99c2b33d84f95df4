import { html, ifDefined, live, nothing, repeat } from '../../../vendor/lit.js';
import { barcodeSheet } from '../../barcode/sheet.js';
import { BRAND_LIMITS, brandNamed } from '../../brands/list.js';
import { messages } from '../../messages.js';
import { PRODUCT_LIMITS } from '../../products/list.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';
import { mergeSheet } from './merge-sheet.js';
import { undoToast } from './parts.js';
import { NEW } from './state.js';

/** @typedef {import('./state.js').ProductsViewState} ProductsViewState */
/** @typedef {import('./state.js').OpenProduct} OpenProduct */
/** @typedef {import('./state.js').FieldName} FieldName */
/** @typedef {import('./controller.js').ProductsController} Actions */
/** @typedef {import('../contract.js').Page} Page */

/** The longest texts; a number may be typed in groups. @type {Record<FieldName, number>} */
const MOST = { ...PRODUCT_LIMITS, brand: BRAND_LIMITS.name, gtin: 27 };

/**
 * One product: how it looks, what it is called, and what can be done with it. A new one has its fields alone.
 *
 * @param {ProductsViewState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function productView(state, actions, { navigate }) {
  const { product, products, barcode } = state;
  if (!product) return nothing;
  const { catalogue } = messages;
  const isNew = product.id === NEW;
  const stored = products.find(({ id }) => id === product.id);
  const view = pageView({
    className: 'page--form page--product',
    title: isNew ? catalogue.newTitle : (stored?.name ?? product.fields.name),
    back: () => navigate('products'),
    content: html`${isNew ? nothing : looks(product, actions)} ${form(product, state, actions, navigate)}
      ${isNew ? nothing : deeds(state, actions, navigate)}`,
    foot: isNew
      ? html`<button class="button button--primary" @click=${() => actions.add()}>${catalogue.save}</button>`
      : nothing,
  });
  return html`${view} ${undoToast(state, actions)} ${mergeSheet(state, actions)} ${barcodeSheet(barcode, actions.scanner)}`;
}

/** Its examples. @param {OpenProduct} product @param {Actions} actions */
function looks({ pictures }, actions) {
  const { catalogue } = messages;
  const [right, wrong] = [true, false].map(
    (kind) => pictures?.filter(({ isRight }) => isRight === kind) ?? [],
  );
  return html`<section class="looks" aria-labelledby="looks-title">
    <h2 class="looks__title" id="looks-title">${catalogue.looks}</h2>
    ${pictures === null || right.length > 0 ? strip(right, 0, actions) : nothing}
    ${pictures === null ? nothing : html`<p class="looks__hint">${right.length > 0 ? catalogue.looksHint : catalogue.noLooks}</p>`}
    ${
      wrong.length > 0
        ? html`<h3 class="looks__title looks__title--wrong">${catalogue.notLooks}</h3>
            ${strip(wrong, right.length, actions)}`
        : nothing
    }
  </section>`;
}

/** @param {import('./state.js').Picture[]} pictures @param {number} before so many have numbers already @param {Actions} actions */
const strip = (pictures, before, actions) =>
  html`<ul class="looks__all" role="list">
    ${repeat(
      pictures,
      ({ id }) => id,
      ({ id, url, isRight }, i) => html`<li class="look" data-right=${isRight}>
        <img class="look__picture" src=${url} alt=${messages.catalogue.picture(before + i + 1)} />
        <button class="look__remove" aria-label=${messages.catalogue.removePicture(before + i + 1)} @click=${() => actions.removePicture(id)}>
          <span class="look__cross">${icons.close}</span>
        </button>
      </li>`,
    )}
  </ul>`;

/** @param {OpenProduct} product @param {ProductsViewState} state @param {Actions} actions @param {Page['navigate']} navigate */
function form(product, { brands, products }, actions, navigate) {
  const { catalogue } = messages;
  const { problem, fields } = product;
  const categories = [...new Set(products.map(({ category }) => category).filter(Boolean))].sort();
  const failure = { full: catalogue.full, 'not-stored': catalogue.notStored }[String(problem?.kind)];
  // Enter leaves a field; it adds nothing, or a new product would be stored with its name alone.
  return html`<form class="form" autocomplete="off" novalidate @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${failure ? html`<p class="notice notice--warn" role="alert">${failure}</p>` : nothing}
    ${field('name', product, actions, { error: problem?.kind === 'no-name' ? catalogue.noName : '' })}
    <div class="form__field">
      ${field('brand', product, actions, { list: 'product-brands', optional: true })}
      ${fields.brand.trim() ? ownSwitch(fields.brand, brands, actions) : nothing}
    </div>
    <div class="form__pair">
      ${field('size', product, actions, { optional: true, placeholder: catalogue.sizeExample })}
      ${field('category', product, actions, { list: 'product-categories', optional: true })}
    </div>
    ${numberField(product, actions, navigate)}
    <datalist id="product-brands">${brands.map(({ name }) => html`<option value=${name}></option>`)}</datalist>
    <datalist id="product-categories">${categories.map((name) => html`<option value=${name}></option>`)}</datalist>
  </form>`;
}

/** @param {string} name @param {ProductsViewState['brands']} brands @param {Actions} actions */
function ownSwitch(name, brands, actions) {
  const own = brandNamed(brands, name)?.own ?? false;
  const change = (/** @type {Event} */ event) =>
    actions.form.setOwn(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<label class="product-own">
    <span>${messages.brands.isOurs(name.trim())}</span>
    <input class="switch" type="checkbox" role="switch" .checked=${live(own)} @change=${change} />
  </label>`;
}

/** The barcode's number, typed or scanned. @param {OpenProduct} product @param {Actions} actions @param {Page['navigate']} navigate */
function numberField(product, actions, navigate) {
  const { catalogue, barcode } = messages;
  const { problem } = product;
  const scan = html`<button class="button" type="button" aria-label=${barcode.title} @click=${() => actions.scanField()}>
    ${icons.barcode}${catalogue.scanShort}
  </button>`;
  const other = problem?.kind === 'taken' ? problem.other : undefined;
  const error = other ? catalogue.taken(other.name) : problem?.kind === 'wrong' ? barcode.wrong : '';
  return html`${field('gtin', product, actions, { error, optional: true, numeric: true, end: scan })}
    ${
      other
        ? html`<button class="button button--small" type="button" @click=${() => navigate('product', { id: other.id })}>
            ${catalogue.open(other.name)}
          </button>`
        : nothing
    }`;
}

/**
 * @param {FieldName} name
 * @param {OpenProduct} product
 * @param {Actions} actions
 * @param {{ error?: string, list?: string, optional?: boolean, numeric?: boolean, placeholder?: string, end?: unknown }} options
 */
function field(
  name,
  { fields },
  actions,
  { error = '', list, optional = false, numeric = false, placeholder, end = nothing },
) {
  const change = (/** @type {Event} */ event) =>
    actions.form.edit(name, /** @type {HTMLInputElement} */ (event.target).value);
  const { catalogue, audits } = messages;
  return html`<div class="form__field">
    <label class="form__label" for="product-${name}">
      ${catalogue.fields[name]} ${optional ? html`<span class="form__optional">${audits.optional}</span>` : nothing}
    </label>
    <div class="form__line">
      <input
        class="form__input"
        id="product-${name}"
        name=${name}
        maxlength=${MOST[name]}
        enterkeyhint="done"
        inputmode=${ifDefined(numeric ? 'numeric' : undefined)}
        list=${ifDefined(list)}
        placeholder=${ifDefined(placeholder)}
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? `product-${name}-error` : nothing}
        .value=${fields[name]}
        @change=${change}
      />
      ${end}
    </div>
    ${error ? html`<p class="form__error" id="product-${name}-error" role="alert">${error}</p>` : nothing}
  </div>`;
}

/** @param {ProductsViewState} state @param {Actions} actions @param {Page['navigate']} navigate */
function deeds({ product, products }, actions, navigate) {
  const { catalogue } = messages;
  const isKnown = product?.pictures?.some(({ isRight }) => isRight);
  return html`<div class="product-deeds">
    ${
      isKnown
        ? html`<button class="button" @click=${() => navigate('live', { product: product?.id })}>
            ${icons.camera}${catalogue.findLive}
          </button>`
        : nothing
    }
    ${
      products.length > 1
        ? html`<button class="button" @click=${() => actions.startMerging()}>${catalogue.merge}</button>`
        : nothing
    }
    <button class="button button--quiet" @click=${() => actions.remove()}>${icons.trash}${catalogue.delete}</button>
  </div>`;
}

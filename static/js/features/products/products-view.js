import { html, nothing, ref, repeat } from '../../../vendor/lit.js';
import { barcodeSheet } from '../../barcode/sheet.js';
import { messages } from '../../messages.js';
import { filePicker, remarksOf } from '../../toolkit/files.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';
import { productRow, searchField, undoToast } from './parts.js';
import { NEW } from './state.js';

/** @typedef {import('./state.js').ProductsViewState} ProductsViewState */
/** @typedef {import('./controller.js').ProductsController} Actions */
/** @typedef {import('../contract.js').Page} Page */

/**
 * All products by name, or those that were searched for.
 *
 * @param {ProductsViewState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function productsView(state, actions, { navigate }) {
  const { catalogue } = messages;
  const { products, isLoaded, barcode } = state;
  const view = pageView({
    className: 'page--products',
    title: catalogue.heading,
    subtitle: products.length > 0 ? catalogue.count(products.length) : '',
    back: () => navigate('settings'),
    tools: html`<div class="page__tools">
      <button class="button button--small button--quiet" aria-label=${catalogue.scan} @click=${() => actions.scanToFind()}>
        ${icons.barcode}${catalogue.scanShort}
      </button>
    </div>`,
    content: isLoaded
      ? html`${news(state)} ${list(state, actions, navigate)} ${files(state, actions)}`
      : html`<p class="page__quiet" role="status">${catalogue.loading}</p>`,
    foot: html`<button class="button button--primary" @click=${() => navigate('product', { id: NEW })}>
      ${icons.plus}${catalogue.add}
    </button>`,
  });
  return html`${view} ${undoToast(state, actions)} ${barcodeSheet(barcode, actions.scanner)}`;
}

/** In the settings: the way to the catalogue. @param {ProductsViewState} state @param {Actions} _actions @param {Page} page */
export function settingsEntry({ products }, _actions, { navigate }) {
  const { heading, count, settingsHint, settingsTitle } = messages.catalogue;
  return html`<section class="settings__section" aria-label=${settingsTitle}>
    <h2 class="settings__title">${settingsTitle}</h2>
    <div class="settings__card">
      <button class="setting setting--link" @click=${() => navigate('products')}>
        <span>
          <span class="setting__label">${heading}</span>
          <span class="setting__hint">${products.length > 0 ? count(products.length) : settingsHint}</span>
        </span>
        ${icons.next}
      </button>
    </div>
  </section>`;
}

/** What a file has brought. It stands above the list, which may be long now. @param {ProductsViewState} state */
function news({ report, problem }) {
  const { catalogue } = messages;
  const warning = (/** @type {string} */ code) =>
    html`<p class="notice notice--warn" role="alert" ${ref(bringIntoView)}>${problemText(code)}</p>`;
  if (problem) return warning(problem);
  if (!report) return nothing;
  const { full = 0 } = report;
  return html`<p class="notice" role="status" data-testid="imported" ${ref(bringIntoView)}>${catalogue.imported(report)}</p>
    ${full > 0 ? html`<p class="notice notice--warn">${catalogue.noRoom(full)}</p>` : nothing}
    ${report.problem ? warning(report.problem) : nothing} ${remarksOf(report)}`;
}

/** The file was chosen below the list. @param {Element | undefined} element */
function bringIntoView(element) {
  if (element) queueMicrotask(() => element.scrollIntoView({ block: 'center' }));
}

/** @param {ProductsViewState} state @param {Actions} actions @param {Page['navigate']} navigate */
function list(state, actions, navigate) {
  const { products, found, typed, shown } = state;
  const { catalogue } = messages;
  if (products.length === 0) {
    return html`<div class="empty">
      <div class="empty__icon">${icons.products}</div>
      <p class="empty__title">${catalogue.empty}</p>
      <p class="empty__text">${catalogue.emptyHint}</p>
    </div>`;
  }
  const left = found.length - shown;
  return html`${searchField({ value: typed, label: catalogue.search, search: (text) => actions.search(text) })}
    <p class=${typed && found.length === 0 ? 'page__quiet' : 'visually-hidden'} role="status">
      ${typed ? (found.length > 0 ? catalogue.found(found.length) : catalogue.nothingFound(typed)) : nothing}
    </p>
    ${
      found.length > 0
        ? html`<ul class="products" role="list">
            ${repeat(
              found.slice(0, shown),
              ({ id }) => id,
              (each) => html`<li>${productRow(each, state, () => navigate('product', { id: each.id }))}</li>`,
            )}
          </ul>`
        : nothing
    }
    ${
      left > 0
        ? html`<button class="button products__more" @click=${() => actions.more()}>${catalogue.more(left)}</button>`
        : nothing
    }`;
}

/** The catalogue as a file. @param {ProductsViewState} state @param {Actions} actions */
function files({ products, busy }, { files: actions }) {
  const { catalogue } = messages;
  const isEmpty = products.length === 0;
  const working = busy ? catalogue.working[busy] : '';
  return html`<section class="list-card" aria-labelledby="products-files">
    <h2 class="list-card__title" id="products-files">${isEmpty ? catalogue.filesFirst : catalogue.files}</h2>
    <p class="list-card__text">${isEmpty ? catalogue.filesFirstHint : catalogue.filesHint}</p>
    ${
      busy
        ? html`<div class="progress" role="status"><p class="progress__text">${working}</p><progress max="1" aria-label=${working}></progress></div>`
        : html`<div class="list-card__actions">
            ${filePicker({ label: catalogue.import, about: `${catalogue.heading}: ${catalogue.import}`, choose: (file) => actions.import(file) })}
            ${
              isEmpty
                ? nothing
                : html`<button class="button button--small" @click=${() => actions.export()}>${icons.share}${catalogue.export}</button>`
            }
            <button class="button button--small button--quiet" @click=${() => actions.template()}>
              ${icons.download}${messages.lists.example}
            </button>
          </div>`
    }
  </section>`;
}

/** @param {string} code */
function problemText(code) {
  const { lists, audits, catalogue } = messages;
  if (code in catalogue.problem)
    return catalogue.problem[/** @type {keyof typeof catalogue.problem} */ (code)];
  return code in lists.problem
    ? lists.problem[/** @type {keyof typeof lists.problem} */ (code)]
    : audits.problem(code);
}

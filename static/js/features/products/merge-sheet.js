import { html, nothing, ref, repeat } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';
import { productRow, searchField } from './parts.js';

/** Which product is the same as the one that is open. @param {import('./state.js').ProductsViewState} state @param {import('./controller.js').ProductsController} actions */
export function mergeSheet(state, actions) {
  const { product } = state;
  if (!product?.isMerging) return nothing;
  const { catalogue, audits } = messages;
  const close = () => actions.stopMerging();
  return html`<dialog class="dialog dialog--merge" aria-labelledby="merge-title" ${ref(openDialog)} @close=${close}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="merge-title">${catalogue.mergeTitle(product.fields.name)}</h2>
      <button class="page__back" aria-label=${audits.close} @click=${close}>${icons.close}</button>
    </div>
    <p class="dialog__text">${catalogue.mergeHint}</p>
    ${searchField({ value: product.typed, label: catalogue.search, search: (typed) => actions.searchOther(typed) })}
    ${
      product.others.length > 0
        ? html`<ul class="products" role="list">
            ${repeat(
              product.others,
              ({ id }) => id,
              (each) => html`<li>${productRow(each, state, () => actions.merge(each.id))}</li>`,
            )}
          </ul>`
        : html`<p class="page__quiet" role="status">${catalogue.nothingFound(product.typed)}</p>`
    }
  </dialog>`;
}

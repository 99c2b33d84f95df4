/** The must-stock products of a visit: how many of a category are missing, the sheet on which they are checked, and what is out of stock. */
import { html, nothing, ref, repeat } from '../../../vendor/lit.js';
import { isOpen } from '../../audits/record.js';
import { inCategory } from '../../audits/stock-check.js';
import { shownOf, stockSums } from '../../audits/stock-seen.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';
import { dialogHead } from './dialog-head.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./state.js').AuditPage} AuditPage */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('../../audits/stock-seen.js').SeenItem} SeenItem */

/** Facts beside each other; a line breaks between them rather than in one. @param {string[]} facts @param {string} between */
const whole = (facts, between) =>
  facts.map((fact, index) => html`${index > 0 ? between : ''}<span class="stock__part">${fact}</span>`);

/** Below a category: opens its products. @param {SeenItem[]} stock @param {string} name of the category @param {Actions} actions */
export function stockButton(stock, name, actions) {
  const own = inCategory(stock, name);
  if (own.length === 0) return nothing;
  const { all, missing, open, unsure } = stockSums(own);
  return html`<button class="stock__open" data-missing=${missing > 0} @click=${() => actions.stock.open(name)}>
    <span>${whole(messages.stock.summary(all, missing, open, unsure), ', ')}</span>
    <span class="visually-hidden">${name}</span>
    ${icons.next}
  </button>`;
}

/** @param {AuditsState} state @param {Actions} actions */
export function stockSheet({ page, stockOf }, actions) {
  if (!page || stockOf === null) return nothing;
  const { stock } = messages;
  const close = () => actions.stock.close();
  const own = inCategory(page.stock, stockOf);
  const { all, missing, open, unsure } = stockSums(own);
  return html`<dialog class="dialog dialog--stock" aria-labelledby="stock-title" ${ref(openDialog)} @close=${close}>
    ${dialogHead('stock-title', stockOf, close)}
    <p class="dialog__text" role="status">${stock.summary(all, missing, open, unsure).join(', ')}</p>
    <ul class="stock" role="list">
      ${repeat(
        own,
        ({ id }) => id,
        (item) => row(item, isOpen(page.audit), actions),
      )}
    </ul>
    <div class="dialog__actions"><button class="button button--primary" @click=${close}>${stock.done}</button></div>
  </dialog>`;
}

/** @param {SeenItem} item @param {boolean} isVisitOpen @param {Actions} actions */
function row(item, isVisitOpen, actions) {
  const { id, name, brand, gtin, facings, state, seen } = item;
  const shown = shownOf(item).state;
  const { stock } = messages;
  const facts = [brand, gtin, facings === null ? '' : stock.facings(facings)].filter(Boolean);
  // A second tap on the same button takes it back.
  const button = (/** @type {'present' | 'missing'} */ of) => html`<button
    class="stock__state"
    data-state=${of}
    data-seen=${shown === of && state === 'open'}
    aria-pressed=${state === of}
    aria-label=${stock.markAs[of](name)}
    ?disabled=${!isVisitOpen}
    @click=${() => actions.stock.mark(id, state === of ? 'open' : of)}
  >${of === 'present' ? icons.check : icons.close}<span>${stock.states[of]}</span></button>`;
  return html`<li class="stock__item" data-item=${id} data-state=${shown}>
    <span class="stock__text">
      <span class="stock__name">${name}</span>
      ${facts.length > 0 ? html`<span class="stock__facts">${whole(facts, ' · ')}</span>` : nothing}
      ${seen.state === 'open' ? nothing : html`<span class="stock__seen" data-state=${seen.state}>${seenWords(seen)}</span>`}
    </span>
    ${button('present')} ${button('missing')}
  </li>`;
}

/** Also beside a person's own answer, which counts: the two may differ. @param {import('../../audits/stock-seen.js').Seen} seen */
function seenWords({ state, by, facings }) {
  const words = messages.stock.seen;
  if (state === 'unsure' || by === null) return words.unsure;
  return state === 'present' ? words[by](facings) : words.missing[by];
}

/** What is out of stock, by name. @param {AuditPage} page */
export function soldOutList({ soldOut }) {
  if (soldOut.length === 0) return nothing;
  const { stock } = messages;
  return html`<section class="sold-out" aria-labelledby="sold-out-title">
    <h2 class="checklist__title" id="sold-out-title">${stock.soldOut}<span class="checklist__left">${messages.audits.number(soldOut.length)}</span></h2>
    <ul class="sold-out__list" role="list">
      ${soldOut.map(
        ({ name, brand, category, by }) => html`<li class="sold-out__item">
          <span class="sold-out__name">${name}</span>
          <span class="sold-out__facts">${[brand, category].filter(Boolean).join(' · ')}</span>
          ${by === 'name' || by === 'looks' ? html`<span class="sold-out__why">${stock.seen.missing[by]}</span>` : nothing}
        </li>`,
      )}
    </ul>
  </section>`;
}

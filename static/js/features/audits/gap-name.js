/** On the photo view, while a gap is selected: says which product is missing there. */
import { html, nothing, ref } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { GAP_NAME_LIMITS } from '../../photo/gap-names.js';
import { openDialog } from '../../toolkit/page.js';
import { dialogHead } from './dialog-head.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('../../audits/stock-check.js').CheckedItem} CheckedItem */
/** @typedef {{ name: string, isAccepted: boolean, choose: (named: { name: string, itemId?: string }) => void }} GapDetails `name` that it has; may be
 *   empty; `isAccepted`: a product is missing there, as the person said; `choose` gives it another one, and says that a product is missing there */

/**
 * @param {AuditsState} state
 * @param {Actions} actions
 * @param {import('../contract.js').Page} _page
 * @param {GapDetails} details
 */
export function gapName(state, actions, _page, { name, isAccepted, choose }) {
  // Who has no list is not asked for more than whether something is missing.
  if (!isAccepted && !state.hasStock) return nothing;
  const { stock } = messages;
  return html`<button class="button ${isAccepted ? '' : 'choice--line'}" @click=${() => actions.stock.askForName()}>${name ? stock.rename : stock.nameIt}</button>
    ${nameSheet(state, actions, name, choose)}`;
}

/** @param {AuditsState} state @param {Actions} actions @param {string} name @param {GapDetails['choose']} choose */
function nameSheet({ naming }, actions, name, choose) {
  if (!naming) return nothing;
  const { stock } = messages;
  const close = () => actions.stock.stopNaming();
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const typed = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('name') ?? '');
    if (!typed.trim()) return;
    close();
    choose({ name: typed });
  };
  const choice = (/** @type {CheckedItem} */ { id, name: named, brand, state }) => html`<li>
    <button class="button stock__choice" @click=${() => {
      actions.stock.missing(id);
      choose({ name: named, itemId: id });
    }}>
      <span class="stock__text">
        <span class="stock__name">${named}</span>
        <span class="stock__facts">${[brand, stock.states[state]].filter(Boolean).join(' · ')}</span>
      </span>
    </button>
  </li>`;
  return html`<dialog class="dialog" aria-labelledby="name-title" ${ref(openDialog)} @close=${close}>
    ${dialogHead('name-title', stock.whatIsMissing, close)}
    ${
      naming.items.length > 0
        ? html`<p class="dialog__text">${stock.mustStockOf(naming.category)}</p>
            <ul class="stock__choices" role="list">${naming.items.map(choice)}</ul>`
        : nothing
    }
    <form class="checklist__add" autocomplete="off" @submit=${submit}>
      <input
        class="form__input"
        name="name"
        aria-label=${stock.otherName}
        placeholder=${stock.otherName}
        maxlength=${GAP_NAME_LIMITS.name}
        enterkeyhint="done"
      />
      <button class="button" type="submit">${stock.nameIt}</button>
    </form>
    ${
      name
        ? html`<button class="button button--quiet button--small" @click=${() => {
            close();
            choose({ name: '' });
          }}>${stock.withoutName(name)}</button>`
        : nothing
    }
  </dialog>`;
}

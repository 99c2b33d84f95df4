import { html, nothing, ref } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';

/** The keys of each line in messages.keys.what, as keyboards have them in every language. */
const KEYS = /** @type {const} */ ([
  ['choose', ['←', '→', '↑', '↓']],
  ['next', ['Tab']],
  ['move', ['←', '→', '↑', '↓']],
  ['resize', ['⇧', '←']],
  ['add', ['A']],
  ['remove', ['⌫']],
  ['accept', ['↵']],
  ['letGo', ['Esc']],
  ['zoom', ['+', '−', '0']],
  ['pan', ['Alt', '←']],
  ['undo', ['Ctrl', 'Z']],
  ['redo', ['Ctrl', 'Y']],
  ['photo', ['Page ↑', 'Page ↓']],
  ['list', ['?']],
]);

/** What keys do on a photo. @param {import('./state.js').PhotoState} state @param {import('./controller.js').ReviewController} actions */
export function keysSheet({ showsKeys }, actions) {
  if (!showsKeys) return nothing;
  const { heading, what } = messages.keys;
  const close = () => actions.showKeys(false);
  return html`<dialog class="dialog" aria-labelledby="keys-title" ${ref(openDialog)} @close=${close}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="keys-title">${heading}</h2>
      <button class="page__back" aria-label=${messages.audits.close} @click=${close}>${icons.close}</button>
    </div>
    <dl class="keys">
      ${KEYS.map(
        ([name, keys]) => html`<div class="keys__line">
          <dt class="keys__keys">${keys.map((key) => html`<kbd class="key">${key}</kbd>`)}</dt>
          <dd>${what[name]}</dd>
        </div>`,
      )}
    </dl>
  </dialog>`;
}

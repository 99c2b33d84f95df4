/** Choosing a file of a list, and what of it was not understood. */
import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';

/** So many lines are named; a file with more has one fault in all of them. */
const NAMED = 20;

/**
 * @typedef {object} Line what of a line of a CSV file was not understood, see lists/table.js
 * @property {number} line
 * @property {string} reason a key of messages.lists.reasons
 * @property {string} text what stands there
 */

/** @param {{ left?: Line[], notes?: Line[] }} report lines that were left out, and what else was not understood */
export const remarksOf = ({ left = [], notes = [] }) =>
  html`${left.length > 0 ? remarks(messages.lists.left(left.length), left, 'left') : nothing}
  ${notes.length > 0 ? remarks(messages.lists.notes(notes.length), notes, 'notes') : nothing}`;

/** @param {string} title @param {Line[]} all @param {string} testId */
function remarks(title, all, testId) {
  const { lists } = messages;
  const more = all.length - NAMED;
  const { reasons } = lists;
  return html`<div class="notice notice--warn" data-testid=${testId}>
    <p class="remarks__title">${title}</p>
    <ul class="remarks">
      ${all
        .slice(0, NAMED)
        .map(
          ({ line, reason, text }) =>
            html`<li>${lists.line(line)}: ${reasons[/** @type {keyof typeof reasons} */ (reason)]}${text ? html` <q>${text}</q>` : nothing}</li>`,
        )}
      ${more > 0 ? html`<li>${lists.more(more)}</li>` : nothing}
    </ul>
  </div>`;
}

/**
 * A button that opens the device's file picker. Phones grey out files whose kind they do not know, and every app names CSV
 * otherwise: any file can be chosen.
 *
 * @param {{ label: string, about: string, choose: (file: Blob) => void, icon?: unknown }} options `about`: its name for screen readers
 */
export function filePicker({ label, about, choose, icon = nothing }) {
  const onChange = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = ''; // so that the same file can be chosen again
    if (file) choose(file);
  };
  return html`<label class="button button--small">
    <input class="visually-hidden" type="file" aria-label=${about} @change=${onChange} />
    ${icon}<span>${label}</span>
  </label>`;
}

import { html, live, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';

/** @typedef {import('./state.js').ReviewState} ReviewState */
/** @typedef {import('./controller.js').ReviewController} Actions */
/** @typedef {import('./mark-tool.js').MarkTool} MarkTool */

/**
 * How many boxes are marked, and what can be done with them.
 *
 * @param {ReviewState} review
 * @param {Actions} actions
 */
export function markContext({ marked, labels }, actions) {
  const { marks, review } = messages;
  const on = (/** @type {(tool: MarkTool) => void} */ act) => () =>
    actions.onPhoto((editor) => act(editor.marks));
  const name = (/** @type {Event} */ event) => {
    const label = /** @type {HTMLSelectElement} */ (event.target).selectedIndex - 1;
    on((tool) => tool.name(label))();
  };
  const isNone = marked === 0;
  return {
    text: html`<p class="context__title" data-testid="marked">${isNone ? marks.title : marks.marked(marked)}</p>
      <p>${marks.hint}</p>`,
    buttons: html`${
      labels.length > 1
        ? html`<select class="choice choice--line" aria-label=${review.kind} ?disabled=${isNone} @change=${name}>
              <option disabled .selected=${live(true)}>${marks.name}</option>
              ${labels.map((label) => html`<option .selected=${live(false)}>${label}</option>`)}
            </select>`
        : nothing
    }
      <button class="button marks__act" ?disabled=${isNone} @click=${on((tool) => tool.remove())}>${review.remove}</button>
      <button class="button marks__act" ?disabled=${isNone} @click=${on((tool) => tool.keep())}>${marks.keep}</button>
      <button class="button marks__act" ?disabled=${isNone} @click=${on((tool) => tool.unmark())}>${marks.unmark}</button>`,
    done: () => actions.onPhoto((editor) => editor.setMarking(false)),
  };
}

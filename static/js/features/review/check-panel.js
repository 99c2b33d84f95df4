import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';

/** @typedef {import('./state.js').ReviewState} ReviewState */
/** @typedef {import('./controller.js').ReviewController} Actions */

/**
 * How sure the count is, and the way to make it surer: items for the list of facts.
 *
 * @param {ReviewState} review
 * @param {Actions} actions
 */
export function rangeFacts({ range, doubts, checking }, actions) {
  const { check } = messages;
  if (!range) return nothing;
  const begin = () => actions.onPhoto((editor) => editor.beginCheck());
  return html`<li class="fact" data-testid="range">${check.likely(range.low, range.high)}</li>
    ${
      checking
        ? nothing
        : html`<li>
            <button class="fact fact--check" @click=${begin}>
              ${doubts > 0 ? check.boxes(doubts) : check.whole}
            </button>
          </li>`
    }`;
}

/**
 * The question of the walk, in the place of the next step.
 *
 * @param {import('./check-walk.js').Question} question
 * @param {Actions} actions
 */
export function checkContext(question, actions) {
  const { check } = messages;
  const on = (/** @type {(walk: import('./check-walk.js').CheckWalk) => void} */ act) => () =>
    actions.onPhoto((editor) => act(editor.check));
  const done = on((walk) => walk.leave());
  if (question.kind === 'whole') {
    return {
      text: html`<p class="context__title">${check.isAll}</p><p>${check.isAllHint}</p>`,
      buttons: html`<button class="button" @click=${() => actions.onPhoto((editor) => editor.setAdding(true))}>
          ${icons.add}${check.notAll}
        </button>
        <button class="button button--primary" @click=${on((walk) => walk.vouch())}>${check.all}</button>`,
      done,
    };
  }
  return {
    text: html`<p class="context__title">${check.isProduct}</p>
      <p>${check.isProductHint}</p>
      <p data-testid="left">${check.left(question.left)}</p>`,
    panel: html`<button class="link check__skip" @click=${on((walk) => walk.skip())}>${check.skip}</button>`,
    buttons: html`<button class="button check__answer" @click=${on((walk) => walk.answer(false))}>${check.no}</button>
      <button class="button button--primary check__answer" @click=${on((walk) => walk.answer(true))}>${check.yes}</button>`,
    done,
  };
}

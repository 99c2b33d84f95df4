import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';

/**
 * The question about a gap, in the place of the next step.
 *
 * @param {import('../../photo/shot-review.js').GapStop} gap
 * @param {string} name of what is missing there; may be empty
 * @param {import('./controller.js').ReviewController} actions
 * @param {import('../contract.js').Page} page
 */
export function gapContext({ facings, isAccepted, row }, name, actions, { slot }) {
  const { gapTitle, gapAcceptedTitle, gapHint, accept, dismiss, fill } = messages.review;
  const { gapNamed } = messages.stock;
  const choose = (/** @type {{ name: string, itemId?: string }} */ named) =>
    actions.onPhoto((editor) => editor.gaps.name(named));
  const judge = (/** @type {'accepted' | 'dismissed'} */ verdict) => () =>
    actions.onPhoto((editor) => editor.gaps.judge(verdict));
  const yes = html`<button class="button button--missing" @click=${judge('accepted')}>${accept}</button>`;
  return {
    text: html`<p class="context__title">${isAccepted ? (name ? gapNamed(name) : gapAcceptedTitle) : gapTitle(facings)}</p>
      <p>${gapHint(row + 1)}</p>`,
    buttons: html`<button class="button" @click=${judge('dismissed')}>${dismiss}</button>
      <button class="button" @click=${() => actions.onPhoto((editor) => editor.gaps.fill())}>${fill(facings)}</button>
      ${isAccepted ? nothing : yes} ${slot('gap', { name, isAccepted, choose })}`,
    done: () => actions.onPhoto((editor) => editor.select(null)),
  };
}

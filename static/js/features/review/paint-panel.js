import { html, live } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { WAYS } from './paint-tool.js';

/** @typedef {import('./state.js').ReviewState} ReviewState */
/** @typedef {import('./controller.js').ReviewController} Actions */

/**
 * With which brand boxes are named, and what one tap names. The feature that has the list of brands adds to it in the slot
 * `paint-brands`.
 *
 * @param {ReviewState} review
 * @param {Actions} actions
 * @param {import('../contract.js').Page} page
 */
export function paintContext(review, actions, page) {
  const { brands } = messages;
  const { paintWay, paintFrom } = review;
  const hint = review.brands.length === 0 ? brands.empty : brands.hints[paintFrom ? 'last' : paintWay];
  return {
    text: html`<p class="context__title">${brands.title}</p><p data-testid="paint-hint">${hint}</p>`,
    panel: html`<div class="brushes">${brushes(review, actions)} ${page.slot('paint-brands')}</div>`,
    buttons: ways(review, actions),
    done: () => actions.onPhoto((editor) => editor.setPainting(false)),
  };
}

/** @param {ReviewState} review @param {Actions} actions */
function brushes({ brands, paintBrand }, actions) {
  const { which, unnamed } = messages.brands;
  const choose = (/** @type {string | null} */ id) => () => actions.editor?.painting.choose(id);
  const brush = (
    /** @type {string | null} */ id,
    /** @type {unknown} */ content,
  ) => html`<label class="brush">
    <input class="visually-hidden" type="radio" name="brush" .checked=${live(paintBrand === id)} @change=${choose(id)} />
    <span class="brush__face">${content}</span>
  </label>`;
  return html`<div class="brushes__all" role="radiogroup" aria-label=${which}>
    ${brush(null, html`${icons.eraser}<span class="visually-hidden">${unnamed}</span>`)}
    ${brands.map(({ id, name, colour }) => brush(id, html`<i class="swatch" data-colour=${colour}></i>${name}`))}
  </div>`;
}

/** @param {ReviewState} review @param {Actions} actions */
function ways({ paintWay }, actions) {
  const { ways, waysLabel } = messages.brands;
  return html`<div class="adjust__modes" role="group" aria-label=${waysLabel}>
    ${WAYS.map(
      (way) => html`<button
        class="adjust__choice"
        aria-pressed=${way === paintWay}
        @click=${() => actions.onPhoto((editor) => editor.painting.setWay(way))}
      >
        ${ways[way]}
      </button>`,
    )}
  </div>`;
}

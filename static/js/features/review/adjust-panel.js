import { html } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { whileHeld } from '../../toolkit/hold.js';
import { icons } from '../../toolkit/icons.js';

/** @typedef {import('./controller.js').ReviewController} Actions */

/** @type {{ name: 'left' | 'up' | 'down' | 'right', direction: import('../../toolkit/arrows.js').Direction }[]} */
const ARROWS = [
  { name: 'left', direction: { x: -1, y: 0 } },
  { name: 'up', direction: { x: 0, y: -1 } },
  { name: 'down', direction: { x: 0, y: 1 } },
  { name: 'right', direction: { x: 1, y: 0 } },
];

/**
 * Buttons that move or resize the selected box, for people who cannot drag it.
 * @param {import('./state.js').Adjusting} adjusting
 * @param {Actions} actions
 */
export function adjustPanel(adjusting, actions) {
  const { adjust, adjustWays, nudges } = messages.review;
  const way = (/** @type {typeof adjusting} */ name) =>
    html`<button
      class="adjust__choice"
      aria-pressed=${name === adjusting}
      @click=${() => actions.editor?.setAdjusting(name)}
    >
      ${adjustWays[name]}
    </button>`;
  return html`<section class="sheet adjust" aria-label=${adjust}>
    <div class="adjust__modes" role="group" aria-label=${adjust}>${way('move')}${way('resize')}</div>
    <div class="adjust__arrows" role="group" aria-label=${adjustWays[adjusting]}>
      ${ARROWS.map(({ name, direction }) => {
        const { press, click } = whileHeld((repeats) => actions.editor?.nudge(direction, repeats));
        return html`<button class="round" aria-label=${nudges[adjusting][name]} @pointerdown=${press} @click=${click}>
          ${icons.arrows[name]}
        </button>`;
      })}
    </div>
  </section>`;
}

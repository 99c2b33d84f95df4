/**
 * What is to be said about the picture itself, in one quiet line, and the button that turns it.
 *
 * @typedef {'dark' | 'blurred' | 'lying'} Remark the most harmful one
 */
import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';

/**
 * @param {{ shot: import('../../photo/record.js').Shot | null }} photo
 * @param {boolean} isLying whether it seems to lie on its side
 * @returns {Remark | null}
 */
export function remarkOn({ shot }, isLying) {
  const quality = shot?.quality ?? 'ok';
  if (quality !== 'ok') return quality;
  return isLying ? 'lying' : null;
}

/**
 * @param {Remark | null} remark
 * @param {import('./controller.js').ReviewController} actions
 */
export function remarkLine(remark, actions) {
  if (!remark) return nothing;
  const { turn } = messages;
  const text = html`<p class="remark__text">${messages.remarks[remark]}</p>`;
  if (remark !== 'lying') return html`<div class="remark">${icons.warning}${text}</div>`;
  return html`<div class="remark">
    ${text}
    <button class="button remark__yes" @click=${() => actions.turning.turnEitherWay()}>${turn.yes}</button>
    <button class="round remark__no" aria-label=${turn.no} @click=${() => actions.refuseTurn()}>${icons.close}</button>
  </div>`;
}

/**
 * @param {import('./state.js').PhotoState} state
 * @param {import('./controller.js').ReviewController} actions
 */
export function turnButton({ review, isTurning }, actions) {
  const isBusy = review?.isAdding || review?.isFraming || review?.selection;
  if (isBusy || !(review || isTurning)) return nothing;
  return html`<button class="round" aria-label=${messages.turn.tool} @click=${() => actions.turning.turn()}>
    ${icons.turn}
  </button>`;
}

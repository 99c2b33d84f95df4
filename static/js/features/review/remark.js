/**
 * What is to be said about the picture itself, in one quiet line, and the button that turns it.
 *
 * @typedef {'dark' | 'blurred' | 'lying' | 'far'} Remark the most harmful one; `far`: products further
 *   away, which can be left out
 */
import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';

/** So many are told to the nearest five, more to the nearest ten. */
const FEW = 30;

/**
 * @param {{ shot: import('../../photo/record.js').Shot | null }} photo
 * @param {boolean} isLying whether it seems to lie on its side
 * @param {number} far number of products further away
 * @returns {Remark | null}
 */
export function remarkOn({ shot }, isLying, far) {
  const quality = shot?.quality ?? 'ok';
  if (quality !== 'ok') return quality;
  if (isLying) return 'lying';
  return far > 0 ? 'far' : null;
}

/** @param {Remark} remark @param {number} far number of products further away */
export function remarkText(remark, far) {
  if (remark !== 'far') return messages.remarks[remark];
  const step = far < FEW ? 5 : 10;
  return messages.remarks.far(step * Math.round(far / step));
}

/**
 * @param {import('./state.js').PhotoState} state
 * @param {import('./controller.js').ReviewController} actions
 */
export function remarkLine({ remark, far }, actions) {
  if (!remark) return nothing;
  const { leaveOut, turn } = messages;
  const text = html`<p class="remark__text">${remarkText(remark, far)}</p>`;
  if (remark === 'far') {
    const answer = (/** @type {(question: import('./far-question.js').FarQuestion) => void} */ say) => () =>
      actions.onPhoto((editor) => say(editor.far));
    return html`<div class="remark">
      ${text}
      <div class="remark__answers">
        <button class="button" @click=${answer((question) => question.leaveOut())}>${leaveOut.yes}</button>
        <button class="button" @click=${answer((question) => question.refuse())}>${leaveOut.no}</button>
      </div>
    </div>`;
  }
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
  const hasTool =
    review?.isAdding || review?.isFraming || review?.isMarking || review?.isPainting || review?.isPinning;
  const isBusy = hasTool || review?.selection;
  if (isBusy || !(review || isTurning)) return nothing;
  return html`<button class="round" aria-label=${messages.turn.tool} @click=${() => actions.turning.turn()}>
    ${icons.turn}
  </button>`;
}

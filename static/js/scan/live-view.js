import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from '../ui/icons.js';
import { countDisplay, modelProgress, noticeLine, photoPicker } from '../ui/parts.js';
import { pictureStage } from '../ui/picture.js';

/** @typedef {import('../ui/state.js').State} State */
/** @typedef {import('../ui/state.js').Actions} Actions */

/**
 * The camera's picture with boxes, the count, and the shutter.
 * @param {State} state
 * @param {Actions} actions
 */
export function liveView(state, actions) {
  const { live } = messages;
  const { elements, picture, count, rate } = state.live;
  const rateLine = rate
    ? html`<p class="rate" data-testid="rate">${messages.rate(rate, state.model.backend)}</p>`
    : nothing;
  return html`<main class="camera">
    <h1 class="visually-hidden">${live.heading}</h1>
    ${pictureStage(elements, picture)}
    <div class="camera__top">
      <button class="round" aria-label=${live.close} @click=${actions.goToStart}>${icons.close}</button>
      ${rateLine}
    </div>
    <div class="camera__middle">${waiting(state)} ${noticeLine(state.notice)}</div>
    <div class="camera__bar">
      ${countDisplay(count)}
      <button class="shutter" data-focus aria-label=${live.takePhoto} ?disabled=${!picture} @click=${actions.takePhoto}></button>
      ${photoPicker({ className: 'round', label: live.choosePhoto, labelHidden: true, choose: actions.choosePhoto })}
    </div>
  </main>`;
}

/** What the person waits for, in words: the camera first, then the detector. @param {State} state */
function waiting(state) {
  if (!state.live.picture) {
    return html`<div class="plate" role="status">
      <p class="plate__title">${messages.live.opening}</p>
      <p>${messages.live.openingHint}</p>
    </div>`;
  }
  return state.model.status === 'loading'
    ? html`<div class="plate">${modelProgress(state.model)}</div>`
    : nothing;
}

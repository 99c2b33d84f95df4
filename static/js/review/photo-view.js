import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from '../ui/icons.js';
import { countDisplay, modelProgress, photoPicker } from '../ui/parts.js';
import { pictureStage } from '../ui/picture.js';

/** @typedef {import('../ui/state.js').State} State */
/** @typedef {import('../ui/state.js').Actions} Actions */

/**
 * A still picture with its boxes and the count.
 * @param {State} state
 * @param {Actions} actions
 */
export function photoView(state, actions) {
  const { photo } = messages;
  const { elements, picture, count, fromCamera } = state.photo;
  return html`<main class="camera camera--photo" aria-busy=${count === null}>
    <h1 class="visually-hidden" tabindex="-1" data-focus>${photo.heading}</h1>
    ${pictureStage(elements, picture)}
    <div class="camera__top">
      <button class="round" aria-label=${photo.close} @click=${actions.goToStart}>${icons.close}</button>
    </div>
    <div class="camera__middle">${hint(state)}</div>
    <div class="camera__bar">
      ${countDisplay(count)}
      <div class="camera__choices">
        <button class="button button--primary" @click=${actions.startCamera}>
          ${icons.camera}${fromCamera ? photo.backToCamera : photo.startCamera}
        </button>
        ${photoPicker({ className: 'button', label: photo.another, choose: actions.choosePhoto })}
      </div>
    </div>
  </main>`;
}

/** @param {State} state */
function hint({ photo: { count }, model }) {
  if (count === null && model.status === 'loading')
    return html`<div class="plate">${modelProgress(model)}</div>`;
  if (count === null) return plate(messages.photo.working, messages.photo.workingHint);
  return count === 0 ? plate(messages.photo.none, messages.photo.noneHint) : nothing;
}

/** @param {string} title @param {string} text */
const plate = (title, text) =>
  html`<div class="plate" role="status"><p class="plate__title">${title}</p><p>${text}</p></div>`;

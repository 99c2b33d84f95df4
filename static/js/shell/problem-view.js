import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from '../toolkit/icons.js';
import { photoPicker } from '../toolkit/parts.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Actions} Actions */

/** Problems that the same step, done once more, will not solve. */
const LASTING = new Set([
  'camera-none',
  'camera-unsupported',
  'in-app-ios',
  'in-app-android',
  'insecure-origin',
  'picture-unreadable',
  'no-backend',
]);

/**
 * What went wrong, what to do about it, and the next step.
 * @param {State} state
 * @param {Actions} actions
 */
export function problemView(state, actions) {
  const { title, text } = messages.problemText(state.problem);
  const retry = LASTING.has(state.problem) ? nothing : retryButton(state.retry);
  const photo =
    state.model.status === 'failed'
      ? nothing
      : photoPicker({
          className: retry === nothing ? 'button button--primary' : 'button',
          label: messages.problem.photo,
          choose: actions.choosePhoto,
        });
  return html`<main class="problem" data-problem=${state.problem}>
    <div class="problem__icon">${icons.warning}</div>
    <h1 tabindex="-1" data-focus>${title}</h1>
    <p class="problem__text">${text}</p>
    <div class="problem__actions">
      ${retry} ${photo}
      <button class="button button--quiet" @click=${actions.goToStart}>${messages.problem.back}</button>
    </div>
  </main>`;
}

/** @param {() => void} retry */
const retryButton = (retry) =>
  html`<button class="button button--primary" @click=${retry}>${messages.problem.retry}</button>`;

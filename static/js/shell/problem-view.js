import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from '../toolkit/icons.js';
import { photoPicker, signInLink } from '../toolkit/parts.js';

/** Problems that trying again does not solve. */
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
 * Says what went wrong and what to do about it, and offers the next step.
 *
 * @param {import('./problem.js').ProblemState} state
 * @param {unknown} _actions
 * @param {import('../features/contract.js').Page} page
 */
export function problemView({ code, retry: tryAgain }, _actions, { detector, navigate }) {
  const { title, text } = messages.problemText(code);
  const retry = LASTING.has(code)
    ? nothing
    : code === 'sign-in-needed'
      ? signInLink('button button--primary')
      : retryButton(tryAgain);
  const photo =
    detector.status === 'failed'
      ? nothing
      : photoPicker({
          className: retry === nothing ? 'button button--primary' : 'button',
          label: messages.problem.photo,
          choose: (file) => navigate('photo', { file }),
        });
  return html`<main class="problem" data-problem=${code}>
    <div class="problem__icon">${icons.warning}</div>
    <h1 tabindex="-1" data-focus>${title}</h1>
    <p class="problem__text">${text}</p>
    <div class="problem__actions">
      ${retry} ${photo}
      <button class="button button--quiet" @click=${() => navigate('start')}>${messages.problem.back}</button>
    </div>
  </main>`;
}

/** @param {() => void} retry */
const retryButton = (retry) =>
  html`<button class="button button--primary" @click=${retry}>${messages.problem.retry}</button>`;

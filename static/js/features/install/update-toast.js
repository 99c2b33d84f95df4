import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { signInToast } from '../../toolkit/parts.js';

/**
 * Offers a new version of the page, unless a reload would interrupt something; or the way to sign in, which updates need.
 *
 * @param {unknown} _state
 * @param {import('./install.js').InstallController} actions
 * @param {import('../contract.js').Page} page
 */
export function updateToast(_state, actions, { offline }) {
  if (!offline.updateWaiting) return offline.needsSignIn ? signInToast() : nothing;
  return html`<div class="toast" role="status">
    <span>${messages.update.text}</span>
    <button class="button button--small" @click=${() => actions.applyUpdate()}>${messages.update.apply}</button>
  </div>`;
}

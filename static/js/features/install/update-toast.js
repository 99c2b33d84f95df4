import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';

/**
 * Offers a new version of the page, unless a reload would interrupt something.
 *
 * @param {import('./install.js').InstallState} state
 * @param {import('./install.js').InstallController} actions
 * @param {import('../contract.js').Page} page
 */
export function updateToast({ isOpenElsewhere }, actions, { offline }) {
  if (!offline.updateWaiting) return nothing;
  const { text, openElsewhere, apply } = messages.update;
  return html`<div class="toast" role="status">
    <span>${isOpenElsewhere ? openElsewhere : text}</span>
    <button class="button button--small" @click=${() => actions.applyUpdate()}>${apply}</button>
  </div>`;
}

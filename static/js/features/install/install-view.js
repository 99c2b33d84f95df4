import { html, nothing, ref } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';
import { isOffered } from './install.js';

/** @typedef {import('./install.js').InstallState} InstallState */
/** @typedef {import('./install.js').InstallController} Actions */
/** @typedef {import('./install.js').InstallWay} InstallWay */

const more = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M12 5.5v.01M12 12v.01M12 18.5v.01" stroke-width="3" />
</svg>`;
const toHome = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <rect x="4.5" y="4.5" width="15" height="15" rx="4" /><path d="M12 8.5v7M8.500 12h7" />
</svg>`;

/** Icons of the browser's buttons that the steps refer to. @type {Record<Exclude<InstallWay, 'prompt'>, unknown[]>} */
const signs = {
  'ios-safari': [icons.share, toHome, icons.check],
  'ios-chrome': [icons.share, toHome, icons.check],
  'ios-menu': [more, toHome, icons.check],
  'firefox-android': [more, toHome, icons.check],
};

/**
 * On the start view: the offer to put the page on the home screen, with instructions if the browser has no prompt.
 *
 * @param {InstallState} state
 * @param {Actions} actions
 * @param {import('../contract.js').Page} page
 */
export function installCard(state, actions, { isOfflineReady }) {
  const { install } = messages;
  const { way, isExplaining } = state;
  if (!way || !isOffered(state, isOfflineReady)) return nothing;
  const decline = (/** @type {Event} */ event) => {
    focusHeading(event);
    actions.decline();
  };
  return html`<section class="install" aria-labelledby="install-title">
    <img class="install__icon" src="static/icons/icon.svg" alt="" width="40" height="40" />
    <div>
      <h2 class="install__title" id="install-title">${install.title}</h2>
      <p class="install__text">${way === 'ios-safari' ? install.textInSafari : install.text}</p>
    </div>
    <div class="install__actions">
      <button class="button button--small button--quiet" @click=${decline}>${install.notNow}</button>
      <button class="button button--small install__go" @click=${() => actions.install()}>
        ${way === 'prompt' ? install.install : install.showHow}
      </button>
    </div>
    ${isExplaining && way !== 'prompt' ? steps(way, actions) : nothing}
  </section>`;
}

/** @param {Exclude<InstallWay, 'prompt'>} way @param {Actions} actions */
function steps(way, actions) {
  const { install } = messages;
  const done = (/** @type {Event} */ event) => {
    focusHeading(event);
    actions.finish();
  };
  return html`<dialog class="dialog" aria-labelledby="steps-title" ${ref(openDialog)} @close=${() => actions.closeSteps()}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="steps-title">${install.stepsTitle}</h2>
      <button class="page__back" aria-label=${install.close} @click=${() => actions.closeSteps()}>${icons.close}</button>
    </div>
    <ol class="steps-list" role="list">
      ${install.steps[way].map(
        (text, index) => html`<li class="steps-list__step">
          <span class="steps-list__sign">${signs[way][index]}</span>
          <span><span class="steps-list__number">${index + 1}.</span> ${text}</span>
        </li>`,
      )}
    </ol>
    <div class="dialog__actions"><button class="button button--primary" @click=${done}>${install.done}</button></div>
  </dialog>`;
}

/** Moves the focus to the heading, because the pressed button disappears. @param {Event} event */
function focusHeading({ currentTarget }) {
  const view = /** @type {Element} */ (currentTarget).closest('main');
  /** @type {HTMLElement | null | undefined} */ (view?.querySelector('[data-focus]'))?.focus({
    preventScroll: true,
  });
}

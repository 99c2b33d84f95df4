import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { termsNotice } from '../../toolkit/terms.js';
import { drawings } from './drawings.js';

/** @typedef {import('./controller.js').WelcomeState} WelcomeState */
/** @typedef {import('./controller.js').WelcomeController} Actions */

/** The screen about privacy also says why the browser will ask for the camera. */
const CAMERA_SCREEN = 1;
/** The first screen is shown while the detector is downloaded, so it states the detector's terms of use. */
const TERMS_SCREEN = 0;

/** Scrolling has ended if there was no scroll event for this long. */
const AT_REST_MS = 100;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

/**
 * Explains the app in a few screens side by side, which can be swiped or changed by buttons and arrow keys.
 *
 * @param {WelcomeState} state
 * @param {Actions} actions
 * @param {import('../contract.js').Page} page
 */
export function welcomeView({ step }, actions, { detector }) {
  const { welcome } = messages;
  const last = welcome.screens.length - 1;
  const onScroll = (/** @type {Event} */ { target }) => {
    const track = /** @type {HTMLElement} */ (target);
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (track.isConnected) actions.stepChanged(Math.round(track.scrollLeft / track.clientWidth));
    }, AT_REST_MS);
  };
  const goTo = (/** @type {Event} */ { currentTarget }, /** @type {number} */ to) => {
    const reached = Math.min(Math.max(to, 0), last);
    const view = /** @type {Element} */ (currentTarget).closest('.welcome');
    const track = /** @type {HTMLElement} */ (view?.querySelector('.welcome__track'));
    track.scrollTo({ left: reached * track.clientWidth }); // css/features/welcome.css makes it smooth
    actions.stepChanged(reached);
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'Escape') actions.close();
    if (by === 0) return;
    event.preventDefault(); // the browser would scroll too
    goTo(event, step + by);
  };
  return html`<main class="welcome" @keydown=${onKey}>
    <h1 class="visually-hidden" tabindex="-1" data-focus>${welcome.heading}</h1>
    <header class="welcome__top">
      <p class="welcome__brand"><img src="static/icons/icon.svg" alt="" width="32" height="32" />${messages.appName}</p>
      <button class="button button--small button--quiet" @click=${() => actions.close()}>${welcome.skip}</button>
    </header>
    <div class="welcome__track" role="group" tabindex="0" aria-label=${welcome.heading} @scroll=${onScroll}>
      ${welcome.screens.map((screen, index) => slide(screen, index, index === step, detector.licence))}
    </div>
    <footer class="welcome__foot">
      <button
        class="welcome__back"
        aria-label=${welcome.back}
        ?disabled=${step === 0}
        @click=${(/** @type {Event} */ event) => goTo(event, step - 1)}
      >
        ${icons.back}
      </button>
      <p class="welcome__dots" aria-hidden="true">
        ${welcome.screens.map((_, index) => html`<span class="welcome__dot" ?data-shown=${index === step}></span>`)}
      </p>
      <button
        class="button button--primary"
        @click=${step === last ? () => actions.close() : (/** @type {Event} */ event) => goTo(event, step + 1)}
      >
        ${step === last ? welcome.begin : welcome.next}
      </button>
    </footer>
  </main>`;
}

/**
 * @param {{ title: string, text: string }} screen
 * @param {number} index
 * @param {boolean} isShown
 * @param {import('../../toolkit/terms.js').Terms} terms of the detector
 */
function slide({ title, text }, index, isShown, terms) {
  return html`<section class="welcome__slide" ?inert=${!isShown} data-testid=${`welcome-${index + 1}`}>
    <div class="welcome__drawing">${drawings[index]}</div>
    <div class="welcome__words">
      <h2 class="welcome__title">${title}</h2>
      <p class="welcome__text">${text}</p>
      ${index === TERMS_SCREEN ? termsNotice(terms, 'welcome__aside') : nothing}
      ${index === CAMERA_SCREEN ? html`<p class="welcome__aside">${icons.camera}<span>${messages.welcome.camera}</span></p>` : nothing}
    </div>
  </section>`;
}

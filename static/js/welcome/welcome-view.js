import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from '../ui/icons.js';
import { drawings } from './drawings.js';

/** @typedef {import('../ui/state.js').State} State */
/** @typedef {import('../ui/state.js').Actions} Actions */

/** Where it is about privacy: there it is told why the browser will ask for the camera. */
const CAMERA_SCREEN = 1;

/**
 * What the page does, in a few screens side by side. The browser scrolls them, by finger or by button; which of them
 * is shown follows from how far that is.
 *
 * @param {State} state
 * @param {Actions} actions
 */
export function welcomeView({ welcomeStep: step }, { welcome: { turned, close } }) {
  const { welcome } = messages;
  const last = welcome.screens.length - 1;
  const onScroll = (/** @type {Event} */ { target }) => {
    const { scrollLeft, clientWidth } = /** @type {HTMLElement} */ (target);
    const reached = Math.round(scrollLeft / clientWidth);
    if (reached !== step) turned(reached);
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'ArrowRight') turn(event, step + 1);
    if (event.key === 'ArrowLeft') turn(event, step - 1);
    if (event.key === 'Escape') close();
  };
  return html`<main class="welcome" @keydown=${onKey}>
    <header class="welcome__top">
      <p class="welcome__brand"><img src="/static/icons/icon.svg" alt="" width="32" height="32" />${messages.appName}</p>
      <button class="button button--small button--quiet" @click=${close}>${welcome.skip}</button>
    </header>
    <h1 class="visually-hidden" tabindex="-1" data-focus>${welcome.heading}</h1>
    <div class="welcome__track" @scroll=${onScroll}>
      ${welcome.screens.map((screen, index) => slide(screen, index, index === step))}
    </div>
    <footer class="welcome__foot">
      <button
        class="welcome__back"
        aria-label=${welcome.back}
        ?disabled=${step === 0}
        @click=${(/** @type {Event} */ event) => turn(event, step - 1)}
      >
        ${icons.back}
      </button>
      <p class="welcome__dots" aria-hidden="true">
        ${welcome.screens.map((_, index) => html`<span class="welcome__dot" ?data-shown=${index === step}></span>`)}
      </p>
      <button
        class="button button--primary"
        @click=${step === last ? close : (/** @type {Event} */ event) => turn(event, step + 1)}
      >
        ${step === last ? welcome.begin : welcome.next}
      </button>
    </footer>
  </main>`;
}

/** @param {{ title: string, text: string }} screen @param {number} index @param {boolean} isShown */
function slide({ title, text }, index, isShown) {
  return html`<section class="welcome__slide" ?inert=${!isShown} data-testid=${`welcome-${index + 1}`}>
    <div class="welcome__drawing">${drawings[index]}</div>
    <div class="welcome__words">
      <h2 class="welcome__title">${title}</h2>
      <p class="welcome__text">${text}</p>
      ${index === CAMERA_SCREEN ? html`<p class="welcome__aside">${icons.camera}<span>${messages.welcome.camera}</span></p>` : nothing}
    </div>
  </section>`;
}

/** Scrolls to another screen. @param {Event} event from within the view @param {number} step */
function turn({ currentTarget }, step) {
  const view = /** @type {Element} */ (currentTarget).closest('.welcome');
  const track = /** @type {HTMLElement} */ (view?.querySelector('.welcome__track'));
  track.scrollTo({ left: step * track.clientWidth }); // how fast: css/welcome.css
}

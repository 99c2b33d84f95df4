import { html, nothing, live as shownNow } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { countDisplay, modelProgress, photoPicker } from '../../toolkit/parts.js';
import { pictureStage } from '../../toolkit/picture-stage.js';

/** @typedef {import('./state.js').LiveState} LiveState */
/** @typedef {import('./controller.js').ScanController} Actions */
/** @typedef {import('../contract.js').Page} Page */

/** What makes a count wrong. @type {import('./state.js').Advice[]} */
const SPOILED = ['dark', 'blurred', 'fast', 'frozen'];

/** Factors to go to with one tap, as far as the camera has them. */
const ZOOM_STEPS = [1, 2, 3, 5];

/**
 * The camera's picture with boxes, the count, and the shutter.
 * @param {LiveState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function liveView(state, actions, page) {
  const { live } = messages;
  const { elements, picture, rate } = state;
  return html`<main class="camera camera--live">
    <h1 class="visually-hidden">${live.heading}</h1>
    ${pictureStage(elements, picture)}
    <div class="camera__top">
      <button class="round" aria-label=${live.close} @click=${() => page.navigate('start')}>${icons.close}</button>
      ${rate && page.settings.showsRate ? html`<p class="rate" data-testid="rate">${messages.rate(rate, page.detector.backend)}</p>` : nothing}
      <div class="camera__lens">${lightButton(state, actions)} ${lensChoice(state, actions)}</div>
    </div>
    <div class="camera__middle">${waiting(state, page)}</div>
    <div class="camera__low">
      ${advice(state, actions)} ${picture ? tools(state, actions) : nothing} ${page.slot('live')}
    </div>
    <div class="camera__bar">
      ${tally(state)}
      <button class="shutter" data-focus aria-label=${live.takePhoto} ?disabled=${!picture} aria-busy=${state.isTaking} @click=${() => actions.takePhoto()}></button>
      ${photoPicker({ className: 'round', label: live.choosePhoto, labelHidden: true, choose: (file) => page.navigate('photo', { file }) })}
    </div>
  </main>`;
}

/** The number, and whether it has come to rest. @param {LiveState} state */
function tally({ count, isSettled, isPaused, hint }) {
  const { steady, counting, paused, waiting, tooFast } = messages.live;
  const doing = hint === 'frozen' ? waiting : hint === 'fast' ? tooFast : counting;
  // A number may rest that is wrong, because the picture cannot be counted.
  const isSteady = isSettled && (isPaused || !hint || !SPOILED.includes(hint));
  const text = isPaused ? paused : isSteady ? steady : doing;
  return html`<div class="tally" data-settled=${isSteady}>
    ${countDisplay(count)} ${count === null ? nothing : html`<p class="tally__state">${text}</p>`}
  </div>`;
}

/** What to do on the picture: what counts, how near, and to hold it still. @param {LiveState} state @param {Actions} actions */
function tools({ hasRegion, isPaused, zoom, mostZoom }, actions) {
  const { live } = messages;
  const steps = ZOOM_STEPS.filter((step) => step <= mostZoom);
  const active = steps.findLast((step) => step <= zoom);
  const zoomButton = (/** @type {number} */ step) => {
    const factor = step === active ? zoom : step;
    return html`<button
      class="zoom__step"
      aria-pressed=${step === active}
      aria-label=${`${live.zoom} ${live.zoomFactor(factor)}`}
      @click=${() => actions.setZoom(step)}
    >
      ${live.zoomFactor(factor)}
    </button>`;
  };
  return html`<div class="camera__tools">
    <button class="round" aria-pressed=${hasRegion} aria-label=${messages.region.only} title=${messages.region.only} @click=${() => actions.toggleBay()}>
      ${icons.bay}
    </button>
    ${
      steps.length > 1
        ? html`<div class="zoom" role="group" aria-label=${live.zoom}>${steps.map(zoomButton)}</div>`
        : html`<span></span>`
    }
    <button
      class="round"
      aria-pressed=${isPaused}
      aria-label=${isPaused ? live.resume : live.pause}
      title=${isPaused ? live.resume : live.pause}
      @click=${() => actions.togglePause()}
    >
      ${isPaused ? icons.play : icons.pause}
    </button>
  </div>`;
}

/** @param {LiveState} state @param {Actions} actions */
function lightButton({ torch }, actions) {
  if (torch === null) return nothing;
  const { light } = messages.live;
  return html`<button class="round" aria-pressed=${torch} aria-label=${light} title=${light} @click=${() => actions.setTorch(!torch)}>
    ${icons.light}
  </button>`;
}

/** The device's own list over a round button: it needs no explanation. @param {LiveState} state @param {Actions} actions */
function lensChoice({ lenses, lens }, actions) {
  if (lenses.length < 2) return nothing;
  const { camera, lens: nameOf } = messages.live;
  const onChange = (/** @type {Event} */ event) =>
    actions.chooseLens(/** @type {HTMLSelectElement} */ (event.target).value);
  return html`<label class="round">
    ${icons.lenses}
    <select class="round__choice" aria-label=${camera} .value=${shownNow(lens)} @change=${onChange}>
      ${lenses.map((each) => html`<option value=${each.id} ?selected=${each.id === lens}>${nameOf(each)}</option>`)}
    </select>
  </label>`;
}

/** One line at a time, over the controls. @param {LiveState} state @param {Actions} actions */
function advice({ isPaused, isPlacing, marked, hint, torch, finding }, actions) {
  const { live } = messages;
  if (isPlacing) return html`<p class="advice" role="status">${messages.region.placing}</p>`;
  if (marked > 0) {
    return html`<p class="advice" role="status">
      ${live.marked(marked)}
      <button class="advice__action" @click=${() => actions.clearMarks()}>${live.clearMarks}</button>
    </p>`;
  }
  // What spoils the count spoils the search as well.
  if (finding && (hint === null || !SPOILED.includes(hint))) {
    const { title, found } = finding;
    return html`<p class="advice" role="status" data-testid="finding" data-found=${found ?? nothing}>
      ${found === null ? live.cannotFind : found > 0 ? live.foundHere(title, found) : live.finding(title)}
      <button class="advice__action" @click=${() => actions.stopFinding()}>${live.endFinding}</button>
    </p>`;
  }
  if (isPaused) return html`<p class="advice" role="status">${live.pausedHint}</p>`;
  if (hint === null) return nothing;
  const text = hint === 'dark' && torch === false ? live.darkWithLight : live.hints[hint];
  return html`<p class="advice" role="status" data-hint=${hint}>${text}</p>`;
}

/** What the person waits for, in words: the camera first, then the detector. @param {LiveState} state @param {Page} page */
function waiting(state, { detector, missing }) {
  if (!state.picture) {
    return html`<div class="plate" role="status">
      <p class="plate__title">${messages.live.opening}</p>
      <p>${messages.live.openingHint}</p>
    </div>`;
  }
  return detector.status === 'loading'
    ? html`<div class="plate">${modelProgress(detector.progress, missing)}</div>`
    : nothing;
}

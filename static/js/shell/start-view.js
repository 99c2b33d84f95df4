import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from '../toolkit/icons.js';
import { alertCard, modelProgress, networkLine, photoPicker, signInLink } from '../toolkit/parts.js';
import { isForResearchOnly } from '../toolkit/terms.js';

/** @typedef {import('../features/contract.js').Page} Page */
/** @typedef {import('./start.js').StartActions} StartActions */

/**
 * What the app does, the ways to begin, and the detector's progress. Features add to it in the slots `update` (on top),
 * `start` (ways to begin) and `start-cards` (below them).
 *
 * @param {unknown} _state the start view has no state of its own
 * @param {StartActions} actions
 * @param {Page} page
 */
export function startView(_state, actions, page) {
  const { start } = messages;
  const { navigate, slot } = page;
  return html`<main class="start">
    <figure class="start__hero">
      <img src="static/img/sample-shelf.jpg" alt=${start.pictureAlt} width="1080" height="1440" />
      <img src="static/img/sample-shelf-boxes.svg" alt="" width="1080" height="1440" />
      <figcaption class="brand"><img src="static/icons/icon.svg" alt="" width="32" height="32" />${messages.appName}</figcaption>
      <button class="round start__settings" aria-label=${messages.settings.heading} title=${messages.settings.heading}
        @click=${() => navigate('settings')}>${icons.settings}</button>
    </figure>
    <div class="start__body">
      ${slot('update')}
      <div>
        <h1 tabindex="-1" data-focus>${start.headline}</h1>
        <p class="start__lead">${start.lead}</p>
      </div>
      <div class="start__actions">
        <button class="button button--primary" @click=${() => navigate('live')}>${icons.camera}${start.camera}</button>
        ${photoPicker({ className: 'button button--tile', label: start.photo, choose: (file) => navigate('photo', { file }) })}
        <button class="button button--tile" @click=${() => actions.trySample()}>${icons.shelf}${start.sample}</button>
        ${slot('start')}
      </div>
      ${slot('start-cards')}
      <div class="start__status">${detectorStatus(actions, page)}</div>
      <div class="start__foot">
        <p class="start__privacy">${icons.lock}${start.privacy}</p>
        <button class="start__again" @click=${() => navigate('welcome')}>${messages.welcome.again}</button>
        ${isForResearchOnly(page.detector.licence) ? termsLink(page) : nothing}
      </div>
    </div>
  </main>`;
}

/** Leads to the detectors, where the full terms are. @param {Page} page */
const termsLink = ({ navigate }) =>
  html`<button class="start__again start__terms" data-testid="terms" @click=${() => navigate('models')}>
    ${icons.info}${messages.start.researchOnly}
  </button>`;

/** @param {StartActions} actions @param {Page} page */
function detectorStatus(actions, { detector, offline, missing, isOfflineReady }) {
  if (detector.status === 'loading') return modelProgress(detector.progress, missing);
  if (detector.status === 'failed') {
    const { title, text } = missing
      ? messages.network.missing.detector
      : messages.problemText(detector.problem ?? '');
    const retry = html`<button class="button button--small" @click=${() => actions.retryModel()}>
      ${messages.model.retry}
    </button>`;
    const needsSignIn = !missing && detector.problem === 'sign-in-needed';
    return alertCard({ title, text, button: needsSignIn ? signInLink() : retry });
  }
  if (missing) return networkLine(missing);
  const { ready, offlineReady, onlineReady, changedOnTheWay } = messages.model;
  const text = isOfflineReady ? offlineReady : offline.shell === 'failed' ? onlineReady : ready;
  const isChanged = offline.shell === 'failed' && offline.isChangedOnTheWay;
  return html`<p class="chip" role="status">${icons.check}${text}</p>
    ${isChanged ? html`<p class="notice notice--warn" role="status">${changedOnTheWay}</p>` : nothing}`;
}

import { html } from '../../vendor/lit.js';
import { startEntry } from '../features/audits/entries.js';
import { installCard } from '../features/install/install-view.js';
import { messages } from '../messages.js';
import { missesNetwork } from '../offline/network.js';
import { icons } from '../toolkit/icons.js';
import { modelProgress, networkLine, photoPicker, updateToast } from '../toolkit/parts.js';
import { isOfflineReady } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Actions} Actions */

/**
 * What this is, the three ways to begin, and how far the detector is.
 * @param {State} state
 * @param {Actions} actions
 */
export function startView(state, actions) {
  const { start } = messages;
  return html`<main class="start">
    <figure class="start__hero">
      <img src="static/img/sample-shelf.jpg" alt=${start.pictureAlt} width="1080" height="1440" />
      <img src="static/img/sample-shelf-boxes.svg" alt="" width="1080" height="1440" />
      <figcaption class="brand"><img src="static/icons/icon.svg" alt="" width="32" height="32" />${messages.appName}</figcaption>
      <button class="round start__settings" aria-label=${messages.settings.heading} title=${messages.settings.heading}
        @click=${() => actions.settings.open()}>${icons.settings}</button>
    </figure>
    <div class="start__body">
      ${updateToast(state, actions)}
      <div>
        <h1 tabindex="-1" data-focus>${start.headline}</h1>
        <p class="start__lead">${start.lead}</p>
      </div>
      <div class="start__actions">
        <button class="button button--primary" @click=${actions.startCamera}>${icons.camera}${start.camera}</button>
        ${photoPicker({ className: 'button button--tile', label: start.photo, choose: actions.choosePhoto })}
        <button class="button button--tile" @click=${actions.trySample}>${icons.shelf}${start.sample}</button>
        ${startEntry(state, actions)}
      </div>
      ${installCard(state, actions)}
      <div class="start__status">${modelStatus(state, actions)}</div>
      <div class="start__foot">
        <p class="start__privacy">${icons.lock}${start.privacy}</p>
        <button class="start__again" @click=${actions.welcome.open}>${messages.welcome.again}</button>
      </div>
    </div>
  </main>`;
}

/** @param {State} state @param {Actions} actions */
function modelStatus(state, actions) {
  const { model } = state;
  if (model.status === 'loading') return modelProgress(state);
  if (model.status === 'failed') {
    const { title, text } = missesNetwork(state)
      ? messages.network.missing.detector
      : messages.problemText(model.problem ?? '');
    return html`<div class="alert" role="alert">
      ${icons.warning}
      <div><p class="alert__title">${title}</p><p>${text}</p></div>
      <button class="button button--small" @click=${actions.retryModel}>${messages.model.retry}</button>
    </div>`;
  }
  if (missesNetwork(state)) return networkLine(state);
  const { ready, offlineReady, onlineReady } = messages.model;
  const text = isOfflineReady(state) ? offlineReady : state.shell === 'failed' ? onlineReady : ready;
  return html`<p class="chip" role="status">${icons.check}${text}</p>`;
}

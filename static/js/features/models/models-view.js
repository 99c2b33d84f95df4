import { html, nothing, ref, repeat } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { accuracyOf, bytesOf } from '../../models/listing.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog, pageView } from '../../toolkit/page.js';
import { alertCard, signInToast } from '../../toolkit/parts.js';
import { termsNotice } from '../../toolkit/terms.js';

/** @typedef {import('./state.js').ModelsState} ModelsState */
/** @typedef {import('./controller.js').ModelsController} Actions */
/** @typedef {import('../contract.js').Page} Page */
/** @typedef {import('../../models/listing.js').ModelEntry} ModelEntry */
/** @typedef {import('../../models/card.js').ModelCard} ModelCard */

/**
 * The list of detectors, with buttons to switch to another one.
 *
 * @param {ModelsState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function modelsView(state, actions, { navigate }) {
  const { models } = messages;
  const { entries, problem } = state;
  const content = html`<p class="page__quiet models__lead">${models.lead}</p>
    ${problem?.name === '' ? problemAlert(problem.code) : nothing} ${serverNews(state, actions)}
    ${
      entries
        ? html`<ul class="models" role="list">
            ${repeat(
              entries,
              ({ card }) => card.name,
              (entry) => html`<li>${modelCard(entry, state, actions)}</li>`,
            )}
          </ul>`
        : html`<p class="page__quiet" role="status">${models.loading}</p>`
    }
    ${isAlone(state) ? html`<p class="page__quiet">${models.noOthers}</p>` : nothing}`;
  return html`${pageView({
    className: 'page--models',
    title: models.heading,
    back: () => navigate('settings'),
    content,
  })}
  ${removeDialog(state, actions)}`;
}

/** @param {ModelsState} state */
const isAlone = ({ server, entries }) => server === 'known' && entries?.length === 1;

/** Says whether the list includes the server's models. @param {ModelsState} state @param {Actions} actions */
function serverNews({ server, entries }, actions) {
  if (server === 'asking' && entries) {
    return html`<p class="page__quiet" role="status">${messages.models.asking}</p>`;
  }
  if (server === 'sign-in') return signInToast();
  if (server !== 'unreachable') return nothing;
  return html`<div class="toast" role="status">
    <span class="models__offline">${messages.models.offline}</span>
    <button class="button button--small" @click=${() => actions.refresh()}>${messages.model.retry}</button>
  </div>`;
}

/** @param {ModelEntry} entry @param {ModelsState} state @param {Actions} actions */
function modelCard(entry, state, actions) {
  const { models } = messages;
  const { card, newer } = entry;
  const { busy, problem } = state;
  const id = `model-${card.name}`;
  const isBusy = busy?.name === card.name;
  return html`<article class="model" data-model-name=${card.name} data-place=${entry.place} aria-labelledby=${id}>
    <div class="model__head">
      <h2 class="model__title" id=${id}>${card.title}</h2>
      ${badge(entry)}
    </div>
    <p class="model__line">${models.finds(card.labels)}</p>
    ${facts(card)}
    ${newer ? html`<p class="model__line">${models.newer(newer.version, bytesOf(newer))}</p>` : nothing}
    ${termsNotice(card.licence, 'model__line model__notice')}
    ${accuracy(card)}
    <details class="model__more disclosure">
      <summary>${models.terms}${icons.next}</summary>
      <dl>
        <dt>${models.weights}</dt><dd>${card.licence.weights}</dd>
        <dt>${models.data}</dt><dd>${card.licence.data}</dd>
      </dl>
    </details>
    ${problem?.name === card.name ? problemAlert(problem.code) : nothing}
    ${isBusy ? progress(busy, actions) : buttons(entry, state, actions)}
  </article>`;
}

/** @param {ModelEntry} entry */
function badge({ place, newer }) {
  const { inUse, onDevice, toFetch, update } = messages.models;
  const text = { current: inUse, kept: onDevice, offered: toFetch }[place];
  return html`<span class="model__badges">
    <span class="badge" data-place=${place}>${place === 'current' ? icons.check : nothing}${text}</span>
    ${newer ? html`<span class="badge" data-place="newer">${update}</span>` : nothing}
  </span>`;
}

/** @param {ModelCard} card */
function facts(card) {
  const { models } = messages;
  return html`<dl class="model__facts">
    <div><dt>${models.version}</dt><dd>${card.version}</dd></div>
    <div><dt>${models.size}</dt><dd>${models.bytes(bytesOf(card))}</dd></div>
  </dl>`;
}

/** How far counts are off on each kind of photos, where a card says it. @param {ModelCard} card */
function accuracy(card) {
  const { models } = messages;
  const kinds = accuracyOf(card);
  if (kinds.every(({ distances }) => distances.length === 0)) return nothing;
  const cell = (/** @type {number | null} */ error) =>
    html`<td>${error === null ? '–' : Math.round(100 * error)}</td>`;
  return html`<details class="model__more disclosure" data-testid="accuracy">
    <summary>${models.howWell}${icons.next}</summary>
    <p class="model__line">${models.howWellLead}</p>
    ${kinds.map(
      ({ dataset, photos, distances }) => html`<table class="model__accuracy">
        <caption>${models.measuredOn(dataset, photos)}</caption>
        <thead>
          <tr><th scope="col">${models.distance}</th><th scope="col">${models.inPhoto}</th><th scope="col">${models.inLive}</th></tr>
        </thead>
        <tbody>
          ${distances.map(
            ({ distance, errors }) =>
              html`<tr><th scope="row">${models.distances[distance]}</th>${cell(errors.photo)}${cell(errors.live)}</tr>`,
          )}
        </tbody>
      </table>`,
    )}
  </details>`;
}

/** @param {ModelEntry} entry @param {ModelsState} state @param {Actions} actions */
function buttons({ card, place, newer }, { busy }, actions) {
  const { models } = messages;
  const button = (/** @type {string} */ label, /** @type {string} */ kind, /** @type {() => void} */ act) =>
    html`<button
      class="button ${kind}"
      aria-label=${models.withTitle(label, card.title)}
      ?disabled=${busy !== null}
      @click=${act}
    >${label}</button>`;
  const use = (/** @type {ModelCard} */ each) => () => actions.use(each);
  const all = [
    place === 'offered' ? button(models.fetchAndUse, 'model__main', use(card)) : nothing,
    place === 'kept' ? button(models.use, 'model__main', use(card)) : nothing,
    newer ? button(models.fetchUpdate, place === 'current' ? 'model__main' : '', use(newer)) : nothing,
    place === 'kept' ? button(models.remove, '', () => actions.askToRemove(card)) : nothing,
  ];
  return all.every((each) => each === nothing) ? nothing : html`<div class="model__buttons">${all}</div>`;
}

/** @param {import('./state.js').Busy} busy @param {Actions} actions */
function progress({ phase, loaded, total }, actions) {
  const { download, downloaded, prepare, prepareHint } = messages.model;
  const isDownload = phase === 'download';
  const title = isDownload ? download : prepare;
  return html`<div class="model__progress">
    <div class="progress" data-testid="fetch-progress">
      <p class="progress__text">
        <span>${title}</span>
        <span class="progress__detail">${isDownload ? downloaded(loaded, total) : prepareHint}</span>
      </p>
      <progress max="1" value=${isDownload && total > 0 ? loaded / total : nothing} aria-label=${title}></progress>
    </div>
    ${
      isDownload
        ? html`<button class="button" @click=${() => actions.cancel()}>${messages.models.cancel}</button>`
        : nothing
    }
  </div>`;
}

/** A problem with another detector; the one in use still works. @param {string} code */
function problemAlert(code) {
  const { title, text } =
    code === 'model-unusable' || code === 'no-backend'
      ? messages.models.unusable
      : messages.problemText(code);
  return alertCard({ title, text: `${text} ${messages.models.unchanged}` });
}

/** @param {ModelsState} state @param {Actions} actions */
function removeDialog({ removing }, actions) {
  if (!removing) return nothing;
  const { models } = messages;
  const close = () => actions.cancelRemoval();
  return html`<dialog class="dialog" aria-labelledby="remove-title" ${ref(openDialog)} @close=${close}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="remove-title">${models.removeTitle(removing.title)}</h2>
    </div>
    <p class="dialog__text">${models.removeText(bytesOf(removing))}</p>
    <div class="dialog__actions">
      <button class="button button--primary" @click=${() => actions.remove()}>${models.remove}</button>
      <button class="button" @click=${close}>${models.cancel}</button>
    </div>
  </dialog>`;
}

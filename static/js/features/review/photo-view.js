import { html, live, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { countDisplay, modelProgress, photoPicker } from '../../toolkit/parts.js';
import { photoEntry, photoNews } from '../audits/entries.js';
import { adjustPanel } from './adjust-panel.js';
import { reviewPanel } from './panels.js';

/** @typedef {import('../../shell/state.js').State} State */
/** @typedef {import('../../shell/state.js').Actions} Actions */
/** @typedef {import('./photo-review.js').ReviewState} ReviewState */
/** @typedef {import('./photo-review.js').ReviewCommand} Command */

/**
 * A still picture with its boxes, the count, and what can be done about both.
 * @param {State} state
 * @param {Actions} actions
 */
export function photoView(state, actions) {
  const { photo } = messages;
  const { elements, picture, count, review } = state.photo;
  return html`<main class="camera camera--photo" aria-busy=${count === null}>
    <h1 class="visually-hidden" tabindex="-1" data-focus>${photo.heading}</h1>
    <div class="stage" ?data-empty=${!picture}>
      ${elements}
      <div class="camera__top">
        <button class="round" aria-label=${photo.close} @click=${actions.audits.closePhoto}>${icons.close}</button>
        ${photoNews(state, actions)} ${review ? steps(review, actions) : nothing}
      </div>
      <div class="camera__middle">${hint(state)}</div>
    </div>
    <div class="camera__bar" ?data-sheet=${review?.panel || review?.adjusting}>${bar(state, actions)}</div>
  </main>`;
}

/** @param {ReviewState} review @param {Actions} actions */
function steps({ canUndo, canRedo }, actions) {
  const { undo, redo } = messages.review;
  if (!canUndo && !canRedo) return nothing;
  return html`<div class="steps">
    <button class="round" aria-label=${undo} ?disabled=${!canUndo} @click=${() => actions.correct({ type: 'undo' })}>
      ${icons.undo}
    </button>
    <button class="round" aria-label=${redo} ?disabled=${!canRedo} @click=${() => actions.correct({ type: 'redo' })}>
      ${icons.redo}
    </button>
  </div>`;
}

/**
 * The number, and beside it what is most likely next; below what can be done with the photo. What is selected on it
 * takes the place of both.
 * @param {State} state
 * @param {Actions} actions
 */
function bar(state, actions) {
  const { review, count } = state.photo;
  if (!review) return html`<div class="summary">${countDisplay(count)}${next(state, actions)}</div>`;
  const { selection, isAdding } = review;
  /** @type {{ text: unknown, panel?: unknown, buttons: unknown, done: Command } | null} */
  const context = selection
    ? selection.kind === 'box'
      ? boxContext(review, selection, actions)
      : gapContext(selection, actions)
    : isAdding
      ? addContext(review, actions)
      : null;
  if (!context) {
    return html`${facts(review, actions)}
      <div class="summary">${countDisplay(review.count)}${next(state, actions)}</div>
      ${reviewPanel(review, actions)} ${tools(review, actions)}`;
  }
  return html`${facts(review, actions)}
    <div class="summary">
      ${countDisplay(review.count)}
      <div class="context">
        <div class="context__text">${context.text}</div>
        <button class="round" aria-label=${messages.review.done} @click=${() => actions.correct(context.done)}>
          ${icons.check}
        </button>
      </div>
    </div>
    ${context.panel} <div class="choices">${context.buttons}</div>`;
}

/** The way on: into an audit once the photo is counted, or to the camera. @param {State} state @param {Actions} actions */
function next(state, actions) {
  const { photo } = messages;
  const camera = state.photo.fromCamera ? photo.backToCamera : photo.startCamera;
  const entry = state.photo.review ? photoEntry(state, actions, camera) : null;
  if (entry) return entry;
  return html`<button class="button button--primary" @click=${actions.startCamera}>${icons.camera}${camera}</button>`;
}

/** What the number alone does not say. @param {ReviewState} review @param {Actions} actions */
function facts({ labelCounts, openGaps, missing }, actions) {
  const kinds = labelCounts.length > 1 ? labelCounts.filter(({ count }) => count > 0) : [];
  if (kinds.length + openGaps + missing === 0) return nothing;
  return html`<ul class="facts">
    ${
      openGaps > 0
        ? html`<li>
            <button class="fact fact--gaps" @click=${() => actions.correct({ type: 'nextGap' })}>
              ${messages.review.checkGaps(openGaps)}
            </button>
          </li>`
        : nothing
    }
    ${missing > 0 ? html`<li class="fact fact--missing">${messages.review.missing(missing)}</li>` : nothing}
    ${kinds.map(({ label, count }) => html`<li class="fact"><b>${count}</b> ${label}</li>`)}
  </ul>`;
}

/** @param {ReviewState} review @param {Actions} actions */
function tools({ panel }, actions) {
  const { review, photo } = messages;
  const toggle = (/** @type {'sensitivity' | 'rows'} */ name) => () =>
    actions.correct({ type: 'panel', panel: panel === name ? null : name });
  return html`<div class="tools">
    <button class="tool" @click=${() => actions.correct({ type: 'adding', isAdding: true })}>
      ${icons.add}${review.add}
    </button>
    <button class="tool" aria-expanded=${panel === 'sensitivity'} @click=${toggle('sensitivity')}>
      ${icons.slider}${review.sensitivity}
    </button>
    <button class="tool" aria-expanded=${panel === 'rows'} @click=${toggle('rows')}>${icons.shelf}${review.rows}</button>
    ${photoPicker({ className: 'tool', label: photo.another, shortLabel: photo.anotherShort, choose: actions.choosePhoto })}
  </div>`;
}

/**
 * @param {ReviewState} review
 * @param {import('../../photo/shot-review.js').BoxStop} box
 * @param {Actions} actions
 */
function boxContext(review, box, actions) {
  const { boxTitle, boxHint, addedHint, adjust, remove } = messages.review;
  const { isAdding, adjusting } = review;
  const toggle = () => actions.correct({ type: 'adjusting', adjusting: adjusting ? null : 'move' });
  return {
    text: html`<p class="context__title">${boxTitle(box.row + 1)}</p><p>${isAdding ? addedHint : boxHint}</p>`,
    panel: adjusting ? adjustPanel(adjusting, actions) : nothing,
    buttons: html`${labelChoice(review, actions)}
      <button class="button" aria-expanded=${adjusting !== null} @click=${toggle}>${icons.adjust}${adjust}</button>
      <button class="button" @click=${() => actions.correct({ type: 'remove' })}>${icons.remove}${remove}</button>`,
    done: /** @type {Command} */ (isAdding ? { type: 'adding', isAdding: false } : { type: 'deselect' }),
  };
}

/** @param {import('../../photo/shot-review.js').GapStop} gap @param {Actions} actions */
function gapContext({ facings, isAccepted, row }, actions) {
  const { gapTitle, gapAcceptedTitle, gapHint, accept, dismiss, fill } = messages.review;
  const judge = (/** @type {'accepted' | 'dismissed'} */ verdict) => () =>
    actions.correct({ type: 'judge', verdict });
  const yes = html`<button class="button button--missing" @click=${judge('accepted')}>${accept}</button>`;
  return {
    text: html`<p class="context__title">${isAccepted ? gapAcceptedTitle : gapTitle(facings)}</p>
      <p>${gapHint(row + 1)}</p>`,
    buttons: html`<button class="button" @click=${judge('dismissed')}>${dismiss}</button>
      <button class="button" @click=${() => actions.correct({ type: 'fill' })}>${fill(facings)}</button>
      ${isAccepted ? nothing : yes}`,
    done: /** @type {Command} */ ({ type: 'deselect' }),
  };
}

/** @param {ReviewState} review @param {Actions} actions */
function addContext(review, actions) {
  const { addTitle, addHint, done } = messages.review;
  const end = /** @type {Command} */ ({ type: 'adding', isAdding: false });
  return {
    text: html`<p class="context__title">${addTitle}</p><p>${addHint}</p>`,
    buttons: html`${labelChoice(review, actions)}
      <button class="button" @click=${() => actions.correct(end)}>${done}</button>`,
    done: end,
  };
}

/** @param {ReviewState} review @param {Actions} actions */
function labelChoice({ labels, label }, actions) {
  if (labels.length < 2) return nothing;
  const choose = (/** @type {Event} */ event) =>
    actions.correct({ type: 'label', label: /** @type {HTMLSelectElement} */ (event.target).selectedIndex });
  return html`<select class="choice" aria-label=${messages.review.kind} @change=${choose}>
    ${labels.map((name, index) => html`<option .selected=${live(index === label)}>${name}</option>`)}
  </select>`;
}

/** @param {State} state */
function hint(state) {
  const { count, review } = state.photo;
  if (count === null && state.model.status === 'loading')
    return html`<div class="plate">${modelProgress(state)}</div>`;
  if (count === null) return plate(messages.photo.working, messages.photo.workingHint);
  const isQuiet = count > 0 || review?.isAdding || review?.panel;
  return isQuiet ? nothing : plate(messages.photo.none, messages.photo.noneHint);
}

/** @param {string} title @param {string} text */
const plate = (title, text) =>
  html`<div class="plate" role="status"><p class="plate__title">${title}</p><p>${text}</p></div>`;

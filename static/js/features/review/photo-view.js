import { html, live, nothing } from '../../../vendor/lit.js';
import { shareWords } from '../../brands/words.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { countDisplay, modelProgress, photoPicker } from '../../toolkit/parts.js';
import { adjustPanel } from './adjust-panel.js';
import { checkContext, rangeFacts } from './check-panel.js';
import { gapContext } from './gap-panel.js';
import { groupsContext, productsFact } from './groups-panel.js';
import { keysSheet } from './keys-sheet.js';
import { markContext } from './mark-panel.js';
import { nameSheet } from './name-sheet.js';
import { noteButton, pinContext } from './note-panel.js';
import { paintContext } from './paint-panel.js';
import { reviewPanel } from './panels.js';
import { remarkLine, turnButton } from './remark.js';

/** @typedef {import('./state.js').PhotoState} PhotoState */
/** @typedef {import('./state.js').ReviewState} ReviewState */
/** @typedef {import('./controller.js').ReviewController} Actions */
/** @typedef {import('../contract.js').Page} Page */

/**
 * A photo with its boxes, its count and the tools for both. Features add to it in the slots `photo-news` (over the photo),
 * `photo-next` (the next step) and `photo-side` (beside it, on a desk).
 *
 * @param {PhotoState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function photoView(state, actions, page) {
  const { photo } = messages;
  const { elements, picture, count, review } = state;
  return html`<main class="camera camera--photo" aria-busy=${count === null}>
    <h1 class="visually-hidden" tabindex="-1" data-focus>${photo.heading}</h1>
    <div class="stage" ?data-empty=${!picture}>
      ${elements}
      <div class="camera__top">
        <button class="round" aria-label=${photo.close} @click=${() => actions.close()}>${icons.close}</button>
        ${page.slot('photo-news')}
        <div class="steps">${review ? steps(review, actions) : nothing} ${turnButton(state, actions)} ${keysButton(actions)}</div>
      </div>
      <div class="camera__middle">${hint(state, page)}</div>
    </div>
    <div class="camera__bar" ?data-sheet=${review?.panel || review?.adjusting}>${bar(state, actions, page)}</div>
    ${page.slot('photo-side', review)} ${keysSheet(state, actions)} ${nameSheet(state.naming, actions)}
  </main>`;
}

/** Shown where there is a mouse, and so probably a keyboard. @param {Actions} actions */
const keysButton = (actions) =>
  html`<button class="round keys-button" aria-label=${messages.keys.heading} @click=${() => actions.showKeys(true)}>
    ${icons.keyboard}
  </button>`;

/** @param {ReviewState} review @param {Actions} actions */
function steps({ canUndo, canRedo }, actions) {
  const { undo, redo } = messages.review;
  if (!canUndo && !canRedo) return nothing;
  return html`<button class="round" aria-label=${undo} ?disabled=${!canUndo} @click=${() => actions.editor?.undo()}>
      ${icons.undo}
    </button>
    <button class="round" aria-label=${redo} ?disabled=${!canRedo} @click=${() => actions.editor?.redo()}>
      ${icons.redo}
    </button>`;
}

/**
 * The count with the most likely next step beside it, and the tools below. While a box or gap is selected, its tools
 * replace both.
 *
 * @param {PhotoState} state
 * @param {Actions} actions
 * @param {Page} page
 */
function bar(state, actions, page) {
  const { review, count, notes } = state;
  if (!review) return html`<div class="summary">${countDisplay(count)}${next(state, actions, page)}</div>`;
  const { selection, isAdding, isFraming, isMarking, isPainting, isGrouping, isPinning, checking } = review;
  /** @type {{ text: unknown, panel?: unknown, buttons: unknown, done: () => void } | null} */
  const context = isMarking
    ? markContext(review, actions)
    : isPainting || isGrouping || isPinning
      ? isPainting
        ? paintContext(review, actions, page)
        : isGrouping
          ? groupsContext({ ...state, review }, actions)
          : pinContext(review, notes, actions)
      : selection
        ? selection.kind === 'box'
          ? boxContext(review, selection, actions)
          : gapContext(selection, review.gapName, actions, page)
        : isAdding
          ? addContext(review, actions)
          : isFraming
            ? frameContext(review, actions)
            : checking
              ? checkContext(checking, actions)
              : null;
  if (!context) {
    return html`${review.panel ? nothing : remarkLine(state, actions)}
      <div class="facts-line">${facts({ ...state, review }, actions)} ${noteButton(review, notes, actions)}</div>
      <div class="summary">${countDisplay(review.count)}${next(state, actions, page)}</div>
      ${reviewPanel(review, notes, actions)} ${tools(review, actions, page)}`;
  }
  return html`${review.isGrouping ? nothing : facts({ ...state, review }, actions)}
    <div class="summary">
      ${countDisplay(review.count)}
      <div class="context">
        <div class="context__text">${context.text}</div>
        <button class="round" aria-label=${messages.review.done} @click=${context.done}>
          ${icons.check}
        </button>
      </div>
    </div>
    ${context.panel} <div class="choices">${context.buttons}</div>`;
}

/** The next step: what features offer for a counted photo, or the way to the camera. @param {PhotoState} state @param {Actions} actions @param {Page} page */
function next({ fromCamera, review }, actions, { navigate, slot }) {
  const { photo } = messages;
  const camera = fromCamera ? photo.backToCamera : photo.startCamera;
  const entries = review
    ? slot('photo-next', { camera, isEmpty: review.count === 0, close: () => actions.close() })
    : [];
  if (entries.length > 0) return entries;
  return html`<button class="button button--primary" @click=${() => navigate('live')}>${icons.camera}${camera}</button>`;
}

/** Details that the count alone does not show. @param {PhotoState & { review: ReviewState }} state @param {Actions} actions */
function facts(state, actions) {
  const { review } = state;
  const { count, range, facings, labelCounts, openGaps, missing, hasRegion, share } = review;
  const shares = shareWords(share);
  const kinds = labelCounts.length > 1 ? labelCounts.filter(({ count }) => count > 0) : [];
  const hasStacks = facings < count;
  const products =
    review.selection ||
    review.isAdding ||
    review.isFraming ||
    review.isMarking ||
    review.isPainting ||
    review.isPinning
      ? nothing
      : productsFact(state, actions);
  if (
    products === nothing &&
    !range &&
    !hasStacks &&
    !hasRegion &&
    kinds.length + shares.length + openGaps + missing === 0
  )
    return nothing;
  return html`<ul class="facts">
    ${hasRegion ? html`<li>${partChip(actions)}</li>` : nothing} ${products} ${rangeFacts(review, actions)}
    ${hasStacks ? html`<li class="fact">${messages.review.facings(facings)}</li>` : nothing}
    ${shares.length > 0 ? html`<li class="fact" data-testid="share">${shares.join(' · ')}</li>` : nothing}
    ${
      openGaps > 0 && !review.checking
        ? html`<li>
            <button class="fact fact--gaps" @click=${() => actions.onPhoto((editor) => editor.nextGap())}>
              ${messages.review.checkGaps(openGaps)}
            </button>
          </li>`
        : nothing
    }
    ${missing > 0 ? html`<li class="fact fact--missing">${messages.review.missing(missing)}</li>` : nothing}
    ${kinds.map(({ label, count }) => html`<li class="fact"><b>${count}</b> ${label}</li>`)}
  </ul>`;
}

/** Says that not all of the photo counts, and ends it. @param {Actions} actions */
const partChip = (actions) =>
  html`<button
    class="fact fact--part"
    aria-label=${`${messages.region.only}: ${messages.region.all}`}
    @click=${() => actions.onPhoto((editor) => editor.clearRegion())}
  >
    ${messages.region.only}${icons.close}
  </button>`;

/** @param {ReviewState} review @param {Actions} actions @param {Page} page */
function tools({ panel }, actions, { navigate }) {
  const { brands, marks, review, photo } = messages;
  const toggle = (/** @type {'sensitivity' | 'rows'} */ name) => () =>
    actions.editor?.setPanel(panel === name ? null : name);
  return html`<div class="tools">
    <button class="tool" @click=${() => actions.onPhoto((editor) => editor.setAdding(true))}>
      ${icons.add}${review.add}
    </button>
    <button class="tool" @click=${() => actions.onPhoto((editor) => editor.setMarking(true))}>
      ${icons.lasso}${marks.tool}
    </button>
    <button class="tool" @click=${() => actions.onPhoto((editor) => editor.setPainting(true))}>
      ${icons.brush}${brands.tool}
    </button>
    <button class="tool" aria-expanded=${panel === 'sensitivity'} @click=${toggle('sensitivity')}>
      ${icons.slider}${review.sensitivity}
    </button>
    <button class="tool" aria-expanded=${panel === 'rows'} @click=${toggle('rows')}>${icons.shelf}${review.rows}</button>
    <button
      class="tool"
      @click=${() => actions.onPhoto((editor) => editor.setFraming(true))}
    >
      ${icons.bay}${messages.region.tool}
    </button>
    ${photoPicker({ className: 'tool', label: photo.another, shortLabel: photo.anotherShort, choose: (file) => navigate('photo', { file }) })}
  </div>`;
}

/**
 * @param {ReviewState} review
 * @param {import('../../photo/shot-review.js').BoxStop} box
 * @param {Actions} actions
 */
function boxContext(review, box, actions) {
  const { boxTitle, boxHint, addedHint, adjust, remove } = messages.review;
  const { isAdding, adjusting, selectedName } = review;
  const toggle = () => actions.editor?.setAdjusting(adjusting ? null : 'move');
  return {
    text: html`<p class="context__title">${[boxTitle(box.row + 1), selectedName].filter(Boolean).join(' · ')}</p><p>${isAdding ? addedHint : boxHint}</p>`,
    panel: adjusting ? adjustPanel(adjusting, actions) : nothing,
    buttons: html`${labelChoice(review, actions)}
      <button class="button" aria-expanded=${adjusting !== null} @click=${toggle}>${icons.adjust}${adjust}</button>
      ${
        review.grouping.groups.some(({ keys }) => keys.includes(box.key))
          ? html`<button class="button" @click=${() => actions.openProducts(box.key)}>${icons.tag}${messages.groups.which}</button>`
          : nothing
      }
      <button class="button" @click=${() => actions.onPhoto((editor) => editor.remove())}>${icons.remove}${remove}</button>`,
    done: isAdding ? endAdding(actions) : deselect(actions),
  };
}

/** @param {ReviewState} review @param {Actions} actions */
function addContext(review, actions) {
  const { addTitle, addHint, addHintInPart, done } = messages.review;
  const end = endAdding(actions);
  return {
    text: html`<p class="context__title">${addTitle}</p><p>${review.hasRegion ? addHintInPart : addHint}</p>`,
    buttons: html`${labelChoice(review, actions)}
      <button class="button" @click=${end}>${done}</button>`,
    done: end,
  };
}

/** @param {ReviewState} review @param {Actions} actions */
function labelChoice({ labels, label }, actions) {
  if (labels.length < 2) return nothing;
  const choose = (/** @type {Event} */ event) =>
    actions.editor?.setLabel(/** @type {HTMLSelectElement} */ (event.target).selectedIndex);
  return html`<select class="choice" aria-label=${messages.review.kind} @change=${choose}>
    ${labels.map((name, index) => html`<option .selected=${live(index === label)}>${name}</option>`)}
  </select>`;
}

/** @param {ReviewState} review @param {Actions} actions */
function frameContext({ isPlacing }, actions) {
  const { title, hint, placing } = messages.region;
  return {
    text: html`<p class="context__title">${title}</p><p role="status">${isPlacing ? placing : hint}</p>`,
    buttons: html`<button class="button" @click=${endFraming(actions)}>${messages.review.done}</button>`,
    done: endFraming(actions),
  };
}

/** @param {PhotoState} state @param {Page} page */
function hint({ count, review }, { detector, missing }) {
  if (count === null && detector.status === 'loading')
    return html`<div class="plate">${modelProgress(detector.progress, missing)}</div>`;
  if (count === null) return plate(messages.photo.working, messages.photo.workingHint);
  const isQuiet =
    count > 0 ||
    review?.isAdding ||
    review?.isMarking ||
    review?.isPainting ||
    review?.isGrouping ||
    review?.isPinning ||
    review?.panel ||
    review?.hasRegion;
  return isQuiet ? nothing : plate(messages.photo.none, messages.photo.noneHint);
}

/** @param {string} title @param {string} text */
const plate = (title, text) =>
  html`<div class="plate" role="status"><p class="plate__title">${title}</p><p>${text}</p></div>`;

/** @param {Actions} actions */
const deselect = (actions) => () => actions.onPhoto((editor) => editor.select(null));

/** @param {Actions} actions */
const endAdding = (actions) => () => actions.onPhoto((editor) => editor.setAdding(false));

/** @param {Actions} actions */
const endFraming = (actions) => () => actions.onPhoto((editor) => editor.setFraming(false));

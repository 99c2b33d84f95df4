import { html, live, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { MOST_THRESHOLD, scoreFloor } from '../../photo/shot.js';
import { notePanel } from './note-panel.js';

/** @typedef {import('./state.js').ReviewState} ReviewState */
/** @typedef {import('./controller.js').ReviewController} Actions */

/** The slider works in hundredths of the threshold. */
const STEPS = 100;

/**
 * The open panel between the photo and the controls, or nothing.
 * @param {ReviewState} review
 * @param {import('./note-tool.js').NoteState} notes
 * @param {Actions} actions
 */
export function reviewPanel(review, notes, actions) {
  if (review.panel === 'note') return notePanel(notes, actions);
  if (review.panel === 'sensitivity') return sensitivityPanel(review, actions);
  return review.panel === 'rows' ? rowsPanel(review, actions) : nothing;
}

/** The slider runs from few boxes to many, so the threshold falls. @param {ReviewState} review @param {Actions} actions */
function sensitivityPanel({ threshold, usualThreshold, removed }, actions) {
  const { bringBack, sensitivity, sensitivityText, sensitivityHint, fewer, more, usual } = messages.review;
  const least = Math.round(scoreFloor(usualThreshold) * STEPS);
  const most = MOST_THRESHOLD * STEPS;
  const percent = Math.round(threshold * STEPS);
  const slide = (/** @type {boolean} */ isFinal) => (/** @type {Event} */ event) => {
    const place = Number(/** @type {HTMLInputElement} */ (event.target).value);
    actions.editor?.setThreshold((least + most - place) / STEPS, isFinal);
  };
  return html`<section class="sheet" aria-label=${sensitivity}>
    <input class="slider" type="range" min=${least} max=${most} step="1" .value=${live(String(least + most - percent))}
      aria-label=${sensitivity} aria-valuetext=${sensitivityText(percent)} @input=${slide(false)} @change=${slide(true)} />
    <div class="slider__ends">
      <span>${fewer}</span>
      <button class="link" ?hidden=${threshold === usualThreshold}
        @click=${() => actions.editor?.setThreshold(usualThreshold, true)}>${usual}</button>
      <span>${more}</span>
    </div>
    <p class="sheet__hint">${sensitivityHint}</p>
    ${
      removed > 0
        ? html`<button class="link link--line" @click=${() => actions.editor?.bringBack()}>
            ${bringBack(removed)}
          </button>`
        : nothing
    }
  </section>`;
}

/** @param {ReviewState} review @param {Actions} actions */
function rowsPanel({ rows, row: chosen, count, facings, withoutShelf }, actions) {
  const { rows: title, rowCount, noRows, display, row, gaps, noShelf, facingsHint } = messages.review;
  const choose = (/** @type {number} */ index) => () =>
    actions.editor?.showRow(index === chosen ? null : index);
  if (rows.length === 0) {
    return html`<section class="sheet" aria-label=${title}><p>${count > 0 ? display : noRows}</p></section>`;
  }
  return html`<section class="sheet" aria-label=${title}>
    <p class="sheet__title">${rowCount(rows.length)}</p>
    ${facings < count ? html`<p class="sheet__hint">${facingsHint}</p>` : nothing}
    <ol class="rows">
      ${rows.map(
        (each, index) => html`<li>
          <button class="row" aria-pressed=${index === chosen} @click=${choose(index)}>
            <span class="row__name">${row(index + 1)}</span>
            ${each.gaps > 0 ? html`<span class="row__gaps">${gaps(each.gaps)}</span>` : nothing}
            ${standing(each)}
          </button>
        </li>`,
      )}
      ${
        withoutShelf.products > 0
          ? html`<li class="row"><span class="row__name">${noShelf}</span>${standing(withoutShelf)}</li>`
          : nothing
      }
    </ol>
  </section>`;
}

/** @param {{ products: number, facings: number }} counts facings only where they are fewer */
function standing({ products, facings }) {
  const { review } = messages;
  return html`${facings < products ? html`<span class="row__facings">${review.facings(facings)}</span>` : nothing}
    <span class="row__count">${review.products(products)}</span>`;
}

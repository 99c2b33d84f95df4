/** The categories of a visit on its page, and the questions before one is skipped or the visit is finished. */
import { html, nothing, ref, repeat } from '../../../vendor/lit.js';
import { CATEGORY_LIMITS } from '../../audits/checklist.js';
import { isOpen } from '../../audits/record.js';
import { shareWords } from '../../brands/words.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';
import { dialogHead } from './dialog-head.js';
import { stockButton } from './stock-view.js';
import { gapWords, soFar } from './words.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('./state.js').AuditPage} AuditPage */
/** @typedef {import('./state.js').CategoryCard} CategoryCard */

/** @param {AuditPage} page @param {Actions} actions */
export function checklist({ audit, categories, offered, stock }, actions) {
  const { visits } = messages;
  if (!isOpen(audit) && categories.length === 0) return nothing;
  const left = categories.filter(({ state }) => state === 'todo').length;
  return html`<section class="checklist" aria-labelledby="checklist-title">
    <h2 class="checklist__title" id="checklist-title">
      ${visits.categories}
      ${categories.length > 0 ? html`<span class="checklist__left">${visits.done(categories.length - left, categories.length)}</span>` : nothing}
    </h2>
    ${
      categories.length > 0
        ? html`<ul class="checklist__list" role="list">
            ${repeat(
              categories,
              ({ id }) => id,
              (category) => row(category, isOpen(audit), stock, actions),
            )}
          </ul>`
        : html`<p class="checklist__hint">${visits.categoriesHint}</p>${offer(offered, actions)}`
    }
    ${isOpen(audit) ? addForm(actions) : nothing}
  </section>`;
}

/** The categories of the last visit, in one tap. @param {string[]} names @param {Actions} actions */
const offer = (names, actions) =>
  names.length > 0
    ? html`<button class="button checklist__offer" @click=${() => actions.checklist.add(names)}>${messages.stores.asLastTime(names)}</button>`
    : nothing;

/** @param {CategoryCard} category @param {boolean} isVisitOpen @param {AuditPage['stock']} stock @param {Actions} actions */
function row(
  { id, name, state, reason, photos, products, uncounted, share, ...gaps },
  isVisitOpen,
  stock,
  actions,
) {
  const { visits, audits } = messages;
  const isDone = state === 'done';
  const facts =
    state === 'skipped'
      ? [reason ? visits.skippedFor(reason) : visits.skipped]
      : photos > 0
        ? [...soFar({ photos, products, uncounted }), ...gapWords(gaps), ...shareWords(share)]
        : [visits.noPhotos];
  const toggle = () => actions.checklist.mark(id, isDone ? 'todo' : 'done');
  return html`<li class="category" data-category=${id} data-state=${state}>
    <button
      class="category__state"
      role="checkbox"
      aria-checked=${isDone}
      aria-label=${visits.markDone(name)}
      ?disabled=${!isVisitOpen}
      @click=${toggle}
    >
      <span class="category__mark">${isDone ? icons.check : state === 'skipped' ? icons.close : nothing}</span>
    </button>
    <button class="category__open" ?disabled=${!isVisitOpen} @click=${() => actions.takePhotos(id)}>
      <span class="category__name">${name}</span>
      <span class="category__facts">${facts.join(' · ')}</span>
      <span class="visually-hidden">${audits.camera}</span>
    </button>
    ${
      isVisitOpen
        ? state === 'skipped'
          ? html`<button class="button button--small button--quiet" @click=${() => actions.checklist.mark(id, 'todo')}>
              ${visits.unskip}
            </button>`
          : isDone
            ? nothing
            : html`<button class="button button--small button--quiet" aria-label=${visits.skipName(name)} @click=${() => actions.checklist.askWhy(id)}>
              ${visits.skip}
            </button>`
        : nothing
    }
    ${stockButton(stock, name, actions)}
  </li>`;
}

/** @param {Actions} actions */
function addForm(actions) {
  const { visits } = messages;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const typed = String(new FormData(form).get('category') ?? '');
    form.reset();
    if (typed.trim()) actions.checklist.add(typed.split(/[,;\n]/));
  };
  return html`<form class="checklist__add" autocomplete="off" @submit=${submit}>
    <input
      class="form__input"
      name="category"
      aria-label=${visits.newCategory}
      placeholder=${visits.newCategory}
      maxlength=${10 * CATEGORY_LIMITS.name}
      enterkeyhint="done"
    />
    <button class="button" type="submit">${visits.add}</button>
  </form>`;
}

/** How the visit stands, and its end. @param {AuditPage} page @param {Actions} actions */
export function ending({ audit }, actions) {
  const { visits } = messages;
  if (isOpen(audit)) {
    return html`<button class="button" @click=${() => actions.checklist.askToFinish()}>${icons.check}${visits.finish}</button>`;
  }
  if (!audit.finished) return nothing;
  return html`<p class="chip" data-testid="finished">${icons.check}${visits.finished(audit.finished)}</p>`;
}

/** Why a category is skipped. @param {AuditsState} state @param {Actions} actions */
export function skipSheet({ skipping }, actions) {
  if (!skipping) return nothing;
  const { visits, audits } = messages;
  const { id, name } = skipping;
  const skip = (/** @type {string} */ reason) => actions.checklist.mark(id, 'skipped', reason);
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    skip(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('reason') ?? ''));
  };
  const close = () => actions.checklist.stopAsking();
  return html`<dialog class="dialog" aria-labelledby="skip-title" ${ref(openDialog)} @close=${close}>
    ${dialogHead('skip-title', visits.whySkip(name), close)}
    <div class="dialog__actions">
      ${visits.reasons.map((reason) => html`<button class="button" @click=${() => skip(reason)}>${reason}</button>`)}
    </div>
    <form class="checklist__add" autocomplete="off" @submit=${submit}>
      <input class="form__input" name="reason" aria-label=${visits.otherReason} placeholder=${visits.otherReason} maxlength=${CATEGORY_LIMITS.reason} />
      <button class="button" type="submit">${visits.skip}</button>
    </form>
    <button class="button button--quiet button--small" @click=${() => actions.checklist.remove(id)}>
      ${icons.trash}${visits.removeCategory}
    </button>
    <span class="visually-hidden">${audits.cancel}</span>
  </dialog>`;
}

/** What is still open, before the visit is finished. @param {AuditsState} state @param {Actions} actions */
export function finishSheet({ finishing, page }, actions) {
  if (!finishing || !page) return nothing;
  const { visits } = messages;
  const { open, uncounted, twice, unchecked, photos, unlooked } = finishing;
  const close = () => actions.checklist.stopFinishing();
  const lines = [
    ...(photos === 0 ? [visits.noPhotosYet] : []),
    ...(open.length > 0 ? [visits.stillToDo(open)] : []),
    ...(uncounted > 0 ? [visits.stillCounting(uncounted)] : []),
    ...(twice > 0 ? [visits.stillTwice(twice)] : []),
    ...(unchecked > 0 ? [visits.stillUnchecked(unchecked)] : []),
    ...(unlooked > 0 ? [messages.stock.stillOpen(unlooked)] : []),
  ];
  return html`<dialog class="dialog" aria-labelledby="finish-title" ${ref(openDialog)} @close=${close}>
    ${dialogHead('finish-title', visits.finishQuestion, close)}
    <ul class="dialog__list">${lines.map((line) => html`<li>${line}</li>`)}</ul>
    <div class="dialog__actions">
      <button class="button button--primary" @click=${close}>${visits.goOn}</button>
      <button class="button" @click=${() => actions.checklist.finish(page.audit.id)}>${visits.finishAnyway}</button>
    </div>
  </dialog>`;
}

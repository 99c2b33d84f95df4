import { html, nothing, ref } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { openDialog } from '../../toolkit/page.js';
import { dialogHead } from './dialog-head.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */

/** Where the picked photos go: the categories of this visit first, then those of the others. @param {AuditsState} state @param {Actions} actions */
export function moveSheet({ moving }, actions) {
  if (!moving?.isChoosing) return nothing;
  const { visits, audits } = messages;
  const close = () => actions.moves.stopChoosing();
  const target = (
    /** @type {string} */ auditId,
    /** @type {string | null} */ id,
    /** @type {string} */ name,
  ) => html`<button class="button" @click=${() => actions.moves.moveTo(auditId, id)}>${name}</button>`;
  return html`<dialog class="dialog" aria-labelledby="move-title" ${ref(openDialog)} @close=${close}>
    ${dialogHead('move-title', visits.moveQuestion(moving.picked.length), close)}
    ${moving.visits.map(
      ({ id, store, created, categories }) => html`<section class="move">
        <h3 class="move__visit">${store || audits.untitled} <span>${audits.moment(created)}</span></h3>
        <div class="move__targets">
          ${categories.map((category) => target(id, category.id, category.name))}
          ${target(id, null, categories.length > 0 ? visits.noCategory : visits.moveHere)}
        </div>
      </section>`,
    )}
  </dialog>`;
}

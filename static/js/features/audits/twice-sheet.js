import { html, nothing, ref, svg } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';

/** @typedef {import('./state.js').ComparedPhoto} ComparedPhoto */
/** @typedef {import('./controller.js').AuditsController} Actions */

/**
 * Asks whether a photo is to be added that shows what others of the audit show already.
 *
 * @param {import('./state.js').AuditsState} state
 * @param {Actions} actions
 */
export function twiceSheet({ twice }, { twice: answers }) {
  if (!twice) return nothing;
  const { isSame, fresh, photo, others } = twice;
  const texts = messages.audits.twice;
  const title = isSame ? texts.looksLike(others[0].number) : texts.partIsOn(others[0].number);
  const offersFresh = fresh > 0; // of the same photo, too, if the earlier one counts only in part
  return html`<dialog
    class="dialog"
    aria-labelledby="twice-title"
    aria-describedby="twice-text"
    ${ref(openDialog)}
    @close=${() => answers.close()}
  >
    <div class="dialog__head">
      <h2 class="dialog__title" id="twice-title">${title}</h2>
      <button class="page__back" aria-label=${messages.audits.close} @click=${closeDialog}>${icons.close}</button>
    </div>
    <p class="dialog__text" id="twice-text">${isSame && !offersFresh ? texts.sameText : texts.partText(fresh, photo.products)}</p>
    <div class="twice__photos">
      ${others.map((other) => picture(other, texts.earlier(other.number)))} ${picture(photo, texts.thisPhoto)}
    </div>
    <div class="dialog__actions">
      ${
        offersFresh
          ? html`<button class="button button--primary" @click=${() => answers.countFresh()}>${texts.countFresh}</button>`
          : nothing
      }
      <button class="button ${offersFresh ? '' : 'button--primary'}" @click=${() => answers.leaveOut()}>
        ${texts.leaveOut}
      </button>
      <button class="button" @click=${() => answers.countToo()}>${texts.countToo}</button>
    </div>
  </dialog>`;
}

/** Closing the dialog itself moves the focus back to where it was. @param {Event} event */
const closeDialog = (event) => /** @type {Element} */ (event.currentTarget).closest('dialog')?.close();

/** @param {ComparedPhoto} photo @param {string} name */
function picture({ products, picture, regions }, name) {
  const frames = regions.map(
    ([left, top, right, bottom]) =>
      svg`<rect x=${left} y=${top} width=${right - left} height=${bottom - top}></rect>`,
  );
  return html`<figure class="twice__photo">
    ${
      picture
        ? html`<div class="twice__picture">
            <img src=${picture} alt="" />
            <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${frames}</svg>
          </div>`
        : html`<div class="shot__missing">${icons.photo}${messages.audits.pictureMissing}</div>`
    }
    <figcaption><b>${name}</b> ${messages.audits.products(products)}</figcaption>
  </figure>`;
}

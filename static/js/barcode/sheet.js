/** The sheet of a scanner: the camera's picture with a frame, and a line for the digits. */
import { html, nothing, ref } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from '../toolkit/icons.js';
import { openDialog } from '../toolkit/page.js';

/** Digits of the longest number, and a space between each two. */
const MOST_CHARACTERS = 27;

/**
 * @param {import('./scanner.js').BarcodeState | null} state
 * @param {import('./scanner.js').BarcodeScanner} scanner
 */
export function barcodeSheet(state, scanner) {
  if (!state) return nothing;
  const close = () => scanner.close();
  return html`<dialog class="dialog dialog--barcode" aria-labelledby="barcode-title" ${ref(openDialog)} @close=${close}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="barcode-title">${messages.barcode.title}</h2>
      <button class="page__back" aria-label=${messages.audits.close} @click=${close}>${icons.close}</button>
    </div>
    ${state.phase === 'failed' ? problem(state.problem) : stage(state, scanner)}
    ${typed(state, scanner)}
  </dialog>`;
}

/** @param {import('./scanner.js').BarcodeState} state @param {import('./scanner.js').BarcodeScanner} scanner */
function stage({ video, phase, torch }, scanner) {
  const { barcode, live } = messages;
  return html`<div class="barcode__stage" data-phase=${phase}>
      ${video}
      <div class="barcode__frame" aria-hidden="true"></div>
      ${
        torch === null
          ? nothing
          : html`<button class="round barcode__light" aria-pressed=${torch} aria-label=${live.light} title=${live.light} @click=${() => scanner.setTorch(!torch)}>
              ${icons.light}
            </button>`
      }
    </div>
    <p class="barcode__hint" role="status">${phase === 'starting' ? barcode.starting : barcode.hold}</p>`;
}

/** @param {string} code */
function problem(code) {
  const { barcode, problemText } = messages;
  return html`<p class="notice notice--warn barcode__problem" role="alert">
    <b>${code === 'no-reader' ? barcode.noReader : problemText(code).title}.</b> ${barcode.typeInstead}
  </p>`;
}

/** @param {import('./scanner.js').BarcodeState} state @param {import('./scanner.js').BarcodeScanner} scanner */
function typed({ isWrong }, scanner) {
  const { barcode } = messages;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const digits = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('digits');
    scanner.type(String(digits ?? ''));
  };
  return html`<form class="barcode__typed" autocomplete="off" novalidate @submit=${submit}>
    <label class="form__label" for="barcode-digits">${barcode.digits}</label>
    <div class="barcode__line">
      <input
        class="form__input barcode__digits"
        id="barcode-digits"
        name="digits"
        inputmode="numeric"
        enterkeyhint="done"
        maxlength=${MOST_CHARACTERS}
        aria-invalid=${isWrong ? 'true' : nothing}
        aria-describedby=${isWrong ? 'barcode-wrong' : nothing}
      />
      <button class="button" type="submit">${barcode.use}</button>
    </div>
    ${isWrong ? html`<p class="form__error" id="barcode-wrong" role="alert">${barcode.wrong}</p>` : nothing}
  </form>`;
}

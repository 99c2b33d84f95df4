import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from './icons.js';

/**
 * What went wrong and what to do about it.
 * @param {{ title: string, text: string, button?: unknown, testId?: string }} options `button`: the way out, if there is one
 */
export function alertCard({ title, text, button = nothing, testId }) {
  return html`<div class="alert" role="alert" data-testid=${testId ?? nothing}>
    ${icons.warning}
    <div><p class="alert__title">${title}</p><p>${text}</p></div>
    ${button}
  </div>`;
}

/** Leads past the service worker to the server, and so to whoever signs people in before it; from there back to the page. */
export const signInLink = (className = 'button button--small') =>
  html`<a class=${className} href="signin">${messages.signIn.button}</a>`;

export const signInToast = () =>
  html`<div class="toast" role="status"><span>${messages.signIn.text}</span>${signInLink()}</div>`;

/**
 * A button that opens the device's photo picker.
 * @param {{ className: string, label: string, shortLabel?: string, labelHidden?: boolean, choose?: (file: Blob) => void,
 *   chooseAll?: (files: Blob[]) => void }} options `shortLabel`: shown instead where there is little room; `chooseAll`
 *   instead of `choose`: several can be chosen
 */
export function photoPicker({
  className,
  label,
  shortLabel = label,
  labelHidden = false,
  choose,
  chooseAll,
}) {
  const onChange = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = [...(input.files ?? [])];
    input.value = ''; // so that the same photo can be chosen again
    if (files[0]) choose?.(files[0]);
    if (files.length > 0) chooseAll?.(files);
  };
  return html`<label class=${className}>
    <input
      class="visually-hidden"
      type="file"
      accept="image/*"
      ?multiple=${chooseAll !== undefined}
      aria-label=${label}
      @change=${onChange}
    />
    ${icons.photo}<span class=${labelHidden ? 'visually-hidden' : ''}>${shortLabel}</span>
  </label>`;
}

/**
 * The large number. `data-count` is set once something was counted.
 * @param {number | null} count
 */
export function countDisplay(count) {
  return html`<p class="count" data-testid="count" data-count=${count ?? nothing}>
    <span class="count__number">${count ?? '–'}</span>
    <span class="count__unit">${messages.products(count ?? 0)}</span>
  </p>`;
}

/**
 * The detector's progress as text and as a bar.
 *
 * @param {{ phase: string, loaded?: number, total?: number } | null} progress in bytes during the download; null: not known yet
 * @param {Missing} missing
 */
export function modelProgress(progress, missing) {
  const { loaded = 0, total = 0 } = progress?.phase === 'download' ? progress : {};
  const downloading = total > 0;
  const title = downloading ? messages.model.download : messages.model.prepare;
  const detail = downloading ? messages.model.downloaded(loaded, total) : messages.model.prepareHint;
  // Without a value the bar is indeterminate: it shows activity without progress.
  const value = downloading ? loaded / total : nothing;
  return html`<div class="progress" data-testid="model-progress">
    <p class="progress__text"><span>${title}</span><span class="progress__detail">${detail}</span></p>
    <progress max="1" value=${value} aria-label=${title}></progress>
    ${networkLine(missing)}
  </div>`;
}

/**
 * A warning that is shown as long as there is no network and something that needs one is missing.
 *
 * @typedef {'detector' | 'page' | null} Missing what is missing for lack of a network
 * @param {Missing} missing
 */
export function networkLine(missing) {
  if (!missing) return nothing;
  const { title, text } = messages.network.missing[missing];
  return html`<p class="notice notice--warn" role="status" data-testid="no-network"><b>${title}</b> ${text}</p>`;
}

/** A notice over the open view. The element is always present, or screen readers would miss the first notice. @param {string} notice */
export const quietNotice = (notice) =>
  html`<div class="quiet" role="status" data-testid="notice">${notice ? html`<p class="quiet__text">${notice}</p>` : nothing}</div>`;

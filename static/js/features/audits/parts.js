/** Parts that several views of audits share. */
import { html, nothing, ref } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { openDialog } from '../../toolkit/page.js';
import { alertCard } from '../../toolkit/parts.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */

/**
 * Unsaved changes, problems and results, at the top of the content.
 *
 * @param {AuditsState} audits
 * @param {Actions} actions
 */
export function newsOf(audits, actions) {
  return html`${unsavedAlert(audits, actions)}
    ${audits.problem ? html`<p class="notice notice--warn" role="alert">${messages.audits.problem(audits.problem)}</p>` : nothing}
    ${audits.importing ? importProgress(audits.importing) : cutOffAlerts(audits.cutOff)}
    ${audits.notice ? html`<p class="notice" role="status">${audits.notice}</p>` : nothing}`;
}

/** @param {NonNullable<AuditsState['importing']>} progress */
function importProgress({ done, total }) {
  const text = messages.audits.importing;
  return html`<div class="progress" role="status">
    <p class="progress__text">${text}</p>
    <progress max="1" value=${total > 0 ? done / total : nothing} aria-label=${text}></progress>
  </div>`;
}

/** @param {AuditsState['cutOff']} cutOff */
const cutOffAlerts = (cutOff) =>
  cutOff.map(
    ({ store, done, total }) => html`<p class="notice notice--warn" role="alert" data-testid="cut-off">
      ${messages.audits.cutOff(store || messages.audits.untitled, done, total)}
    </p>`,
  );

/** @param {AuditsState} audits @param {Actions} actions */
export function unsavedAlert({ failure, unsaved }, actions) {
  if (!failure) return nothing;
  const outdated = failure === 'storage-outdated';
  const { unsavedDetails, outdated: updated } = messages.audits;
  const title = unsaved > 0 ? messages.audits.unsaved(unsaved) : outdated ? updated : unsavedDetails;
  const solve = () => (outdated ? actions.reload() : actions.retrySaving());
  const label = outdated ? messages.audits.reload : messages.audits.retry;
  const button = html`<button class="button button--small" @click=${solve}>${label}</button>`;
  return alertCard({ title, text: messages.audits.problem(failure), button, testId: 'unsaved' });
}

/** Says what was deleted and offers to undo it. @param {AuditsState} audits @param {Actions} actions */
export function undoToast(audits, actions) {
  if (!audits.undo) return nothing;
  return html`<div class="toast toast--floating" role="status">
    <span>${audits.undo}</span>
    <button class="button button--small" ${ref(focusOnce)} @click=${() => actions.undoDelete()}>
      ${messages.audits.undo}
    </button>
  </div>`;
}

/**
 * Moves the focus to the Undo button, because the button that deleted has disappeared.
 * @param {Element | undefined} element
 */
function focusOnce(element) {
  if (element instanceof HTMLElement) queueMicrotask(() => element.focus({ preventScroll: true }));
}

/**
 * The export sheet: in progress, ready to share or save, or failed.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 */
export function exportSheet({ exporting }, actions) {
  if (!exporting) return nothing;
  const closeExport = () => actions.exports.close();
  return html`<dialog class="dialog" aria-labelledby="export-title" ${ref(openDialog)} @close=${closeExport}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="export-title">
        ${exporting.status === 'ready' ? messages.audits.exportReady : messages.audits.exportHeading}
      </h2>
      <button class="page__back" aria-label=${messages.audits.close} @click=${closeExport}>${icons.close}</button>
    </div>
    ${exportContent(exporting, actions)}
  </dialog>`;
}

/** @param {import('./state.js').ExportState} exporting @param {Actions} actions */
function exportContent(exporting, actions) {
  const { audits } = messages;
  if (exporting.status === 'failed') {
    return html`<p class="notice notice--warn" role="alert">${audits.problem(exporting.problem)}</p>`;
  }
  if (exporting.status === 'working') {
    const { done, total } = exporting;
    const text = total > 0 ? audits.exportProgress(done, total) : audits.exportPreparing;
    return html`<div class="progress" role="status">
      <p class="progress__text">${text}</p>
      <progress max="1" value=${total > 0 ? done / total : nothing} aria-label=${text}></progress>
    </div>`;
  }
  const { share, part, parts, missing, undrawn } = exporting;
  const canShare = share !== 'none';
  const label = parts > 1 ? audits.exportSharePart(part, parts) : null;
  return html`<p class="dialog__text">${exportText(exporting)}</p>
    ${missing.length > 0 ? html`<p class="notice notice--warn" data-testid="export-missing">${audits.exportMissing(missing)}</p>` : nothing}
    ${undrawn > 0 ? html`<p class="notice notice--warn">${audits.exportUndrawn(undrawn)}</p>` : nothing}
    <div class="dialog__actions">
      ${
        canShare
          ? html`<button class="button button--primary" @click=${() => actions.exports.share()}>
              ${icons.share}${label ?? (share === 'zip' ? audits.exportShare : audits.exportShareLoose)}
            </button>`
          : nothing
      }
      <button class="button ${canShare ? '' : 'button--primary'}" @click=${() => actions.exports.save()}>
        ${icons.download}${audits.exportSave}
      </button>
    </div>
    <p class="dialog__text" role="status">
      ${exporting.saved ? audits.exportSaved : part > 1 ? audits.exportPartShared(part - 1, parts) : ''}
    </p>`;
}

/** What is offered, and why it is not the one zip file. @param {import('./state.js').ExportState} exporting */
function exportText({ share, parts, bytes, refused }) {
  const { audits } = messages;
  if (share === 'zips') return audits.exportZipParts(parts);
  if (share === 'loose')
    return [audits.exportShareRefused, parts > 1 ? audits.exportInParts(parts) : ''].join(' ');
  return refused ? audits.exportShareNone : audits.exportContents(bytes);
}

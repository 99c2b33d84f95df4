/** The report of a visit: how it will look, and the ways to send it on. */
import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {import('./report-controller.js').ReportState} ReportState */

/**
 * @param {AuditsState} state
 * @param {Actions} actions
 */
export function reportView({ report }, actions) {
  if (!report) return nothing;
  const back = () => actions.openAudit(report.id);
  return pageView({
    className: 'page--report',
    title: messages.report.open,
    subtitle: report.store,
    back,
    tools: report.status === 'ready' ? tools(actions) : nothing,
    content: content(report, actions),
    foot: report.status === 'ready' ? foot(report, actions) : cancel(back),
  });
}

/** @param {ReportState} report @param {Actions} actions */
function content({ id, status, done, total, preview }, actions) {
  const words = messages.report;
  if (status === 'failed') {
    return html`<p class="notice notice--warn" role="alert">${words.failed}</p>
      <button class="button" @click=${() => actions.openReport(id)}>${words.retry}</button>`;
  }
  if (status === 'ready') return preview;
  const text = total > 0 ? words.progress(Math.min(done + 1, total), total) : words.preparing;
  return html`<div class="progress" role="status" data-testid="report-progress">
    <p class="progress__text">${text}</p>
    <progress max="1" value=${total > 0 ? done / total : nothing} aria-label=${words.preparing}></progress>
  </div>`;
}

/** @param {() => void} back */
const cancel = (back) => html`<button class="button" @click=${back}>${messages.report.cancel}</button>`;

/** @param {Actions} actions */
const tools = (actions) =>
  html`<div class="page__tools">
    <button class="button button--small button--quiet" @click=${() => actions.report.print()}>
      ${messages.report.print}
    </button>
  </div>`;

/** @param {ReportState} report @param {Actions} actions */
function foot({ canShare, refused, saved }, actions) {
  const words = messages.report;
  const save = html`<button class="button ${canShare ? '' : 'button--primary'}" @click=${() => actions.report.save()}>
    ${icons.download}${words.save}
  </button>`;
  return html`<div class="report__foot">
    <p class="report__said" role="status">${saved ? words.saved : refused ? words.refused : nothing}</p>
    ${
      canShare
        ? html`<button class="button button--primary" @click=${() => actions.report.share()}>${icons.share}${words.share}</button>`
        : nothing
    }
    ${save}
  </div>`;
}

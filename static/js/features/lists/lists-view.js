import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { filePicker, remarksOf } from '../../toolkit/files.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';

/** @typedef {import('./state.js').ListsState} ListsState */
/** @typedef {import('./state.js').ListKind} ListKind */
/** @typedef {import('./controller.js').ListsController} Actions */

/** @type {readonly ListKind[]} */
const KINDS = ['stores', 'stock'];

/**
 * The lists: how many entries each has, since when, and what can be done with it.
 *
 * @param {ListsState} state
 * @param {Actions} actions
 * @param {import('../contract.js').Page} page
 */
export function listsView(state, actions, { navigate }) {
  const { lists } = messages;
  return pageView({
    className: 'page--lists',
    title: lists.heading,
    back: () => navigate('audits'),
    content: html`${KINDS.map((kind) => card(kind, state, actions))}<p class="page__quiet">${lists.stays}</p>`,
  });
}

/** @param {ListKind} kind @param {ListsState} state @param {Actions} actions */
function card(kind, { lists: known, reading, report, problem, undo }, actions) {
  const { lists } = messages;
  const { title, text } = lists.kinds[kind];
  const { count, imported } = known?.[kind] ?? { count: 0, imported: 0 };
  return html`<section class="list-card" data-list=${kind} aria-labelledby="list-${kind}">
    <h2 class="list-card__title" id="list-${kind}">${title}</h2>
    <p class="list-card__text">${text}</p>
    <p class="list-card__facts" data-count=${known ? count : nothing}>
      ${count > 0 ? html`<b>${lists.count[kind](count)}</b> ${lists.imported(imported)}` : lists.none}
    </p>
    ${problem?.kind === kind ? html`<p class="notice notice--warn" role="alert">${problemText(problem.code, kind)}</p>` : nothing}
    ${undo?.kind === kind ? undoLine(undo, report, actions) : nothing}
    ${report?.kind === kind ? remarksOf(report) : nothing}
    ${
      reading === kind
        ? html`<div class="progress" role="status"><p class="progress__text">${lists.reading}</p><progress max="1" aria-label=${lists.reading}></progress></div>`
        : html`<div class="list-card__actions">
            ${picker(kind, count > 0 ? lists.again[kind] : lists.import, actions)}
            <button class="button button--small" @click=${() => actions.template(kind)}>
              ${icons.download}${lists.example}
            </button>
            ${
              count > 0
                ? html`<button class="button button--small button--quiet" aria-label=${lists.deleteNamed(title)} @click=${() => actions.delete(kind)}>
                    ${icons.trash}${lists.delete}
                  </button>`
                : nothing
            }
          </div>`
    }
  </section>`;
}

/** @param {string} code @param {ListKind} kind */
function problemText(code, kind) {
  const { lists, audits } = messages;
  if (code === 'list-no-columns') return lists.noColumns[kind];
  return code in lists.problem
    ? lists.problem[/** @type {keyof typeof lists.problem} */ (code)]
    : audits.problem(code);
}

/** What has become of the list, and the way back. @param {NonNullable<ListsState['undo']>} undo @param {ListsState['report']} report @param {Actions} actions */
function undoLine({ kind }, report, actions) {
  const { lists, audits } = messages;
  return html`<div class="notice list-card__undo">
    <span role="status" data-testid="changed">${report ? lists.done[kind](report.sums) : lists.deleted[kind]}</span>
    <button class="button button--small" @click=${() => actions.undo()}>${audits.undo}</button>
  </div>`;
}

/** @param {ListKind} kind @param {string} label @param {Actions} actions */
const picker = (kind, label, actions) =>
  filePicker({
    label,
    about: `${messages.lists.kinds[kind].title}: ${label}`,
    choose: (file) => actions.importFile(kind, file),
  });

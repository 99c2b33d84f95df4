import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';

/** @typedef {import('./state.js').ListsState} ListsState */
/** @typedef {import('./state.js').ListKind} ListKind */
/** @typedef {import('./state.js').Remark} Remark */
/** @typedef {import('./controller.js').ListsController} Actions */

/** @type {readonly ListKind[]} */
const KINDS = ['stores', 'stock'];
/** So many lines are named; a file with more has one fault in all of them. */
const NAMED = 20;

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

/** @param {import('./state.js').ImportReport} report */
const remarksOf = ({ left, notes }) =>
  html`${left.length > 0 ? remarks(messages.lists.left(left.length), left, 'left') : nothing}
  ${notes.length > 0 ? remarks(messages.lists.notes(notes.length), notes, 'notes') : nothing}`;

/** @param {string} title @param {Remark[]} all @param {string} testId */
function remarks(title, all, testId) {
  const { lists } = messages;
  const more = all.length - NAMED;
  return html`<div class="notice notice--warn" data-testid=${testId}>
    <p class="remarks__title">${title}</p>
    <ul class="remarks">
      ${all
        .slice(0, NAMED)
        .map(
          ({ line, reason, text }) =>
            html`<li>${lists.line(line)}: ${lists.reasons[reason]}${text ? html` <q>${text}</q>` : nothing}</li>`,
        )}
      ${more > 0 ? html`<li>${lists.more(more)}</li>` : nothing}
    </ul>
  </div>`;
}

/** @param {ListKind} kind @param {string} label @param {Actions} actions */
function picker(kind, label, actions) {
  const onChange = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = ''; // so that the same file can be chosen again
    if (file) actions.importFile(kind, file);
  };
  // Phones grey out files whose kind they do not know, and every app names CSV otherwise: any file can be chosen.
  return html`<label class="button button--small">
    <input class="visually-hidden" type="file" aria-label=${`${messages.lists.kinds[kind].title}: ${label}`} @change=${onChange} />
    <span>${label}</span>
  </label>`;
}

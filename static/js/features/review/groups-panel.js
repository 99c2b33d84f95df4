import { html, nothing } from '../../../vendor/lit.js';
import { lacksNetwork } from '../../detector/service.js';
import { messages } from '../../messages.js';
import { titleOf } from '../../products/list.js';
import { icons } from '../../toolkit/icons.js';

/** @typedef {import('./state.js').ReviewState} ReviewState */
/** @typedef {import('./groups.js').Group} Group */
/** @typedef {import('./controller.js').ReviewController} Actions */

/** @param {import('./looking.js').LookingState} looking @returns {'network' | 'other'} why it has failed */
const reasonOf = ({ problem }) =>
  lacksNetwork({ status: 'failed', problem: /** @type {any} */ (problem) }) ? 'network' : 'other';

/**
 * How many products there are, and the way to them: an item for the list of facts.
 *
 * @param {import('./state.js').PhotoState} state
 * @param {Actions} actions
 */
export function productsFact({ looking, review }, actions) {
  const { groups: words } = messages;
  if (looking.status === 'absent' || !review || review.count === 0) return nothing;
  if (looking.status === 'failed')
    return html`<li class="fact fact--failed" data-testid="products">
      <span role="alert">${words.failed[reasonOf(looking)]}</span>
      <button class="link" @click=${() => actions.openProducts()}>${words.again}</button>
    </li>`;
  if (looking.status === 'looking')
    return html`<li class="fact" role="status" data-testid="products">${words.looking}</li>`;
  const { groups } = review.grouping;
  return html`<li>
    <button class="fact fact--products" data-testid="products" @click=${() => actions.openProducts()}>
      ${icons.groups}${looking.status === 'ready' ? words.count(groups.length) : words.which}
    </button>
  </li>`;
}

/**
 * The products of the photo, and what can be done with the chosen one.
 *
 * @param {import('./state.js').PhotoState & { review: ReviewState }} state
 * @param {Actions} actions
 */
export function groupsContext({ review, looking }, actions) {
  const { grouping } = review;
  const { chosen, mode } = grouping;
  const tool = () => actions.editor?.grouping;
  const close = () => actions.onPhoto((editor) => editor.setGrouping(false));
  if (mode !== 'choose' && chosen) return modeContext(grouping, actions);
  return {
    text: chosen ? chosenText(grouping, chosen) : overview(grouping, looking),
    panel: html`<div class="groups">
      ${chosen ? candidates(chosen, actions) : groupList(grouping, actions)}
    </div>`,
    buttons: chosen ? chosenButtons(grouping, chosen, actions) : nothing,
    done: chosen ? () => actions.onPhoto(() => tool()?.choose(null)) : close,
  };
}

/** @param {import('./groups-tool.js').Grouping} grouping @param {import('./looking.js').LookingState} looking */
function overview({ groups, facings }, looking) {
  const { groups: words } = messages;
  if (looking.status === 'looking') return html`<p role="status">${words.looking}</p>`;
  if (looking.status === 'failed') return html`<p role="alert">${words.failed[reasonOf(looking)]}</p>`;
  const boxes = groups.reduce((sum, { keys }) => sum + keys.length, 0);
  const line = [words.line(groups.length, facings), ...stackedText(boxes - facings)].join(', ');
  return html`<p class="context__title" data-testid="groups-line">${line}</p>
    <p>${words.hints.choose}</p>`;
}

/** How many stand on top of others of their stack, which are no facings. @param {number} count @returns {string[]} none: nothing */
const stackedText = (count) => (count > 0 ? [messages.groups.stacked(count)] : []);

/** @param {import('./groups-tool.js').Grouping} grouping @param {Group} chosen */
function chosenText({ isAlone }, { product, isSaid, facings, keys }) {
  const { groups: words } = messages;
  const count = [words.facings(facings), ...stackedText(keys.length - facings)].join(', ');
  const whose = product ? (isSaid ? words.bySomeone : words.byLooks) : '';
  const said = [isAlone ? words.alone : count, whose].filter(Boolean).join(' · ');
  return html`<p class="context__title" data-testid="group-name" data-said=${isSaid} ?data-unnamed=${product === null}>
      ${product ? titleOf(product) : words.notNamed}
    </p>
    <p data-testid="group-facts">${said}</p>`;
}

/** All groups, for those who cannot tap on the photo, and to see what is not named yet. @param {import('./groups-tool.js').Grouping} grouping @param {Actions} actions */
function groupList({ groups }, actions) {
  const { groups: words } = messages;
  return html`<div class="groups__all" role="group" aria-label=${words.all}>
    ${groups.map(
      ({ id, keys, product, isSaid, facings, colour }) => html`<button
        class="group"
        data-said=${isSaid}
        ?data-named=${product !== null}
        @click=${() => actions.onPhoto((editor) => editor.grouping.choose(id))}
      >
        <i class="swatch" data-colour=${colour}></i><span class="group__name">${product ? titleOf(product) : words.notNamed}</span>
        <b>${facings > 0 ? facings : stackedText(keys.length)}</b>
      </button>`,
    )}
  </div>`;
}

/** What else it may be: one tap away. @param {Group} chosen @param {Actions} actions */
function candidates({ keys, product, candidates: others }, actions) {
  const { groups: words } = messages;
  if (others.length === 0 && !product) return nothing;
  return html`<div class="groups__all" role="group" aria-label=${words.perhaps}>
    ${others.map(
      (other) => html`<button
        class="group"
        @click=${() => actions.onPhoto((editor) => editor.grouping.nameAs(keys, other.id))}
      >
        ${titleOf(other)}
      </button>`,
    )}
    ${
      product
        ? html`<button class="group" @click=${() => actions.onPhoto((editor) => editor.grouping.deny())}>
            ${others.length > 0 ? words.none : words.notThis}
          </button>`
        : nothing
    }
  </div>`;
}

/** @param {import('./groups-tool.js').Grouping} grouping @param {Group} chosen @param {Actions} actions */
function chosenButtons({ groups, isAlone }, { keys, product }, actions) {
  const { groups: words } = messages;
  const begin = (/** @type {'split' | 'join'} */ mode) => () =>
    actions.onPhoto((editor) => editor.grouping.begin(mode));
  return html`<button class="button groups__name ${product ? '' : 'button--primary'}" @click=${() => actions.naming.open()}>
      ${product ? words.rename : words.name}
    </button>
    ${keys.length > 1 && !isAlone ? html`<button class="button" @click=${begin('split')}>${words.split}</button>` : nothing}
    ${groups.length > 1 ? html`<button class="button" @click=${begin('join')}>${words.join}</button>` : nothing}`;
}

/** While a group is split, or joined to another one. @param {import('./groups-tool.js').Grouping} grouping @param {Actions} actions */
function modeContext({ mode, marked }, actions) {
  const { groups: words, review } = messages;
  const on = (/** @type {(tool: import('./groups-tool.js').GroupsTool) => void} */ act) => () =>
    actions.onPhoto((editor) => act(editor.grouping));
  const done = on((tool) => tool.begin('choose'));
  const text = html`<p class="context__title">${mode === 'split' ? words.split : words.join}</p>
    <p role="status">${words.hints[mode]}</p>`;
  if (mode === 'join')
    return { text, buttons: html`<button class="button" @click=${done}>${review.done}</button>`, done };
  return {
    text,
    buttons: html`<button class="button" @click=${on((tool) => tool.markByLooks())}>${words.splitByLooks}</button>
      <button class="button button--primary" ?disabled=${marked.size === 0} @click=${on((tool) => tool.split())}>
        ${words.splitNow(marked.size)}
      </button>`,
    done,
  };
}

import { html, nothing, ref, repeat } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { isWide } from '../../toolkit/wide.js';
import { groupsOf } from './groups.js';
import { againWords } from './words.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */
/** @typedef {{ count: number, missing: number, openGaps: number, canUndo: boolean }} Facts */

/**
 * Beside the photo, where there is room: all photos of its visit.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 * @param {import('../contract.js').Page} _page
 * @param {Facts | null} facts of the open photo as it is now; null while it is being counted
 */
export function sideList({ page, photo }, actions, _page, facts) {
  if (!isWide() || !page || !photo || !page.shots.some(({ id }) => id === photo.id)) return nothing;
  const { audits, visits } = messages;
  return html`<nav class="side" aria-label=${visits.photosOf(page.audit.store || audits.untitled)}>
    ${groupsOf(page).map(
      ({ name, own }) => html`${name ? html`<h2 class="side__category">${name}</h2>` : nothing}
        <ul class="side__list" role="list">
          ${repeat(
            own,
            ({ shot }) => shot.id,
            ({ shot, number }) =>
              shot.id === photo.id
                ? sidePhoto(facts ? asCorrected(shot, facts) : shot, number, true, actions)
                : sidePhoto(shot, number, false, actions),
          )}
        </ul>`,
    )}
  </nav>`;
}

/**
 * @param {import('./state.js').ShotCard} shot
 * @param {number} number in the visit, from 1
 * @param {boolean} isOpen
 * @param {Actions} actions
 */
function sidePhoto(
  { id, uncounted, products, again, unchecked, missing, corrected, thumbnail },
  number,
  isOpen,
  actions,
) {
  const { audits, visits } = messages;
  const state = uncounted
    ? uncounted === 'failed'
      ? visits.notCounted
      : visits.countingIt
    : [
        ...againWords(again),
        ...(missing > 0 ? [audits.missing(missing)] : []),
        ...(unchecked > 0 ? [audits.unchecked(unchecked)] : []),
        ...(corrected ? [audits.corrected] : []),
      ].join(' · ');
  return html`<li>
    <button
      class="side__photo"
      aria-current=${isOpen ? 'true' : nothing}
      ${isOpen ? ref(showInList) : nothing}
      @click=${() => actions.openShot(id)}
    >
      ${
        thumbnail
          ? html`<img class="side__picture" src=${thumbnail} alt="" />`
          : html`<span class="side__picture side__picture--missing">${icons.photo}</span>`
      }
      <span class="side__text">
        <span class="visually-hidden">${audits.openShot(number)},</span>
        ${uncounted ? nothing : html`<span class="side__number">${audits.number(products)} <small>${messages.products(products)}</small></span>`}
        ${state ? html`<span class="side__state">${state}</span>` : nothing}
      </span>
    </button>
  </li>`;
}

/**
 * @param {import('./state.js').ShotCard} shot
 * @param {Facts} facts
 */
const asCorrected = (shot, { count, missing, openGaps, canUndo }) => ({
  ...shot,
  ...{ products: count, missing, unchecked: openGaps, corrected: shot.corrected || canUndo },
});

/** @param {Element | undefined} element */
function showInList(element) {
  element?.scrollIntoView({ block: 'nearest' });
}

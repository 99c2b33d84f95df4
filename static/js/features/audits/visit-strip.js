/** Under the camera's picture, while a visit is open: where new photos go, what was counted so far, and the newest photos. */
import { html, nothing, ref, repeat } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';
import { unsavedAlert } from './parts.js';
import { soFar } from './words.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./state.js').StripPhoto} StripPhoto */
/** @typedef {import('./controller.js').AuditsController} Actions */

/** @param {AuditsState} state @param {Actions} actions */
export function visitStrip(state, actions) {
  const { current, failure } = state;
  if (!current) return nothing;
  const { audits, visits } = messages;
  const { store, category, next, photos, products, strip } = current;
  const name = store || audits.untitled;
  return html`<section class="visit" aria-label=${visits.heading(name)}>
    ${failure ? unsavedAlert(state, actions) : nothing}
    <div class="visit__line">
      <button class="visit__where" @click=${() => actions.openAudit(current.id)}>
        <span class="visit__store">${name}</span>
        ${category ? html`<span class="visit__category">${category.name}</span>` : nothing}
        <span class="visit__total" data-testid="visit-total" data-photos=${photos} data-count=${products}>
          ${soFar(current).join(' · ')}
        </span>
      </button>
      ${
        category
          ? html`<button class="button button--small visit__next" @click=${() => actions.checklist.next()}>
              ${icons.check}${next ? visits.next(next.name) : visits.doneWith}
            </button>`
          : nothing
      }
    </div>
    ${
      strip.length > 0
        ? html`<ul class="visit__strip" role="list" ${ref(showNewest)}>
            ${repeat(
              strip,
              ({ id }) => id,
              (photo) => thumbnail(photo, actions),
            )}
          </ul>`
        : nothing
    }
  </section>`;
}

/** @param {StripPhoto} photo @param {Actions} actions */
function thumbnail({ id, number, products, uncounted, thumbnail }, actions) {
  const { audits, visits } = messages;
  const state =
    uncounted === 'failed' ? visits.notCounted : uncounted ? visits.countingIt : audits.products(products);
  return html`<li>
    <button class="visit__photo" data-shot=${id} data-uncounted=${uncounted ?? nothing} @click=${() => actions.openShot(id)}>
      ${thumbnail ? html`<img src=${thumbnail} alt="" />` : nothing}
      <span class="visually-hidden">${audits.openShot(number)}, ${state}</span>
      <span class="visit__number" aria-hidden="true">${uncounted === 'failed' ? '!' : uncounted ? '…' : audits.number(products)}</span>
    </button>
  </li>`;
}

/** The newest photo is the last one, and may be out of sight. @param {Element | undefined} element */
function showNewest(element) {
  const last = element?.lastElementChild;
  if (element && last) queueMicrotask(() => element.scrollTo({ left: element.scrollWidth }));
}

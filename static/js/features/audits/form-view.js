import { html, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { pageView } from '../../toolkit/page.js';
import { field } from './form-field.js';
import { startView } from './start-view.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */

const FORM = 'audit-form';

/**
 * The form for the store, place and note of an audit: the start of a new one, or the details of one that exists.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 * @param {import('../contract.js').Page} page
 */
export function formView({ form }, actions, page) {
  if (!form) return nothing;
  if (form.picker) return startView(form, form.picker, actions, page);
  const { audits } = messages;
  const { details, others, stores, missing } = form;
  const errorOf = (/** @type {'store' | 'place' | 'note'} */ name) => {
    const other = others[name];
    return other === undefined ? '' : audits.changedElsewhere(other);
  };
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(fields.get(name) ?? '');
    actions.form.submit({ store: text('store'), place: text('place'), note: text('note') });
  };
  const content = html`<form class="form" id=${FORM} novalidate autocomplete="off" @submit=${submit}>
    ${field({
      name: 'store',
      label: audits.store,
      value: details.store,
      hint: audits.storeHint,
      error: missing ? audits.storeMissing : errorOf('store'),
      list: stores.length > 0 ? 'known-stores' : undefined,
    })}
    <datalist id="known-stores">${stores.map((store) => html`<option value=${store}></option>`)}</datalist>
    ${field({ name: 'place', label: audits.place, value: details.place, hint: audits.placeHint, error: errorOf('place'), optional: true })}
    ${field({ name: 'note', label: audits.note, value: details.note, error: errorOf('note'), optional: true, long: true })}
  </form>`;
  const foot = html`<button class="button button--primary" type="submit" form=${FORM}>${audits.save}</button>`;
  return pageView({
    className: 'page--form',
    title: audits.formEdit,
    back: () => actions.form.cancel(),
    backLabel: audits.cancel,
    content,
    foot,
  });
}

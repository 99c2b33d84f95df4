import { html, ifDefined, nothing } from '../../../vendor/lit.js';
import { LIMITS } from '../../audits/record.js';
import { messages } from '../../messages.js';
import { pageView } from '../../toolkit/page.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */
/** @typedef {import('./controller.js').AuditsController} Actions */

const FORM = 'audit-form';

/**
 * The form for the store, place and note of an audit, new or existing.
 *
 * @param {AuditsState} state
 * @param {Actions} actions
 */
export function formView({ form }, actions) {
  if (!form) return nothing;
  const { audits } = messages;
  const { details, others, isNew, addsPhoto, stores, missing } = form;
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
  const words = isNew ? (addsPhoto ? audits.createAndAdd : audits.create) : audits.save;
  const foot = html`<button class="button button--primary" type="submit" form=${FORM}>${words}</button>`;
  return pageView({
    className: 'page--form',
    title: isNew ? audits.formNew : audits.formEdit,
    back: () => actions.form.cancel(),
    backLabel: audits.cancel,
    content,
    foot,
  });
}

/**
 * @param {object} options
 * @param {'store' | 'place' | 'note'} options.name
 * @param {string} options.label
 * @param {string} options.value
 * @param {string} [options.hint]
 * @param {string} [options.error]
 * @param {string} [options.list] id of a list of known values
 * @param {boolean} [options.optional]
 * @param {boolean} [options.long]
 */
function field({ name, label, value, hint = '', error = '', list, optional = false, long = false }) {
  const describedBy = error || hint ? `${name}-hint` : undefined;
  const optionalWord = optional
    ? html`<span class="form__optional">${messages.audits.optional}</span>`
    : nothing;
  const control = long
    ? html`<textarea class="form__input" id=${name} name=${name} rows="4" maxlength=${LIMITS[name]}
        aria-describedby=${ifDefined(describedBy)} aria-invalid=${error ? 'true' : nothing} .value=${value}></textarea>`
    : html`<input
        class="form__input"
        id=${name}
        name=${name}
        maxlength=${LIMITS[name]}
        enterkeyhint="done"
        list=${ifDefined(list)}
        aria-describedby=${ifDefined(describedBy)}
        aria-invalid=${error ? 'true' : nothing}
        .value=${value}
      />`;
  const below = error
    ? html`<p class="form__error" id="${name}-hint" role="alert">${error}</p>`
    : hint
      ? html`<p class="form__hint" id="${name}-hint">${hint}</p>`
      : nothing;
  return html`<div class="form__field">
    <label class="form__label" for=${name}>${label} ${optionalWord}</label>
    ${control} ${below}
  </div>`;
}

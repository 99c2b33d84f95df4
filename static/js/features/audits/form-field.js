import { html, ifDefined, nothing } from '../../../vendor/lit.js';
import { LIMITS } from '../../audits/record.js';
import { messages } from '../../messages.js';

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
export function field({ name, label, value, hint = '', error = '', list, optional = false, long = false }) {
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

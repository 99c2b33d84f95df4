import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from './icons.js';

/**
 * @typedef {{ commercialUse?: boolean | null } | null | undefined} Terms Of a model card; without it, or while
 *   `commercialUse` is not stated, nothing is known.
 */

/**
 * One sentence for a detector that may not be used for business.
 *
 * @param {Terms} terms
 * @param {{ className: string, more?: unknown }} options `more`: a link to the whole terms, after the sentence.
 * @returns {unknown} Nothing unless the terms exclude business use.
 */
export function termsNotice(terms, { className, more = nothing }) {
  if (terms?.commercialUse !== false) return nothing;
  return html`<p class=${className} data-testid="terms">${icons.info}<span>${messages.models.researchOnly} ${more}</span></p>`;
}

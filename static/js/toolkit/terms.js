import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from './icons.js';

/**
 * @typedef {{ commercialUse?: boolean | null } | null | undefined} Terms The terms of use in a model card. Without
 *   `commercialUse` it is unknown whether business use is allowed.
 */

/** @param {Terms} terms @returns {boolean} Whether they exclude business use. */
export const isForResearchOnly = (terms) => terms?.commercialUse === false;

/**
 * A sentence that says that a detector may not be used for business.
 *
 * @param {Terms} terms
 * @param {string} className
 * @returns {unknown} Nothing unless the terms exclude business use.
 */
export function termsNotice(terms, className) {
  if (!isForResearchOnly(terms)) return nothing;
  return html`<p class=${className} data-testid="terms">${icons.info}<span>${messages.models.researchOnly}</span></p>`;
}

import { planExport } from '../../../../static/js/features/audits/export-plan.js';
import { makeAudit, makeShot } from '../../audits/audits.js';

/** @typedef {import('../../../../static/js/audits/record.js').Audit} Audit */
/** @typedef {import('../../../../static/js/audits/record.js').Shot} Shot */

export const LICENCE = { weights: 'Academic use', data: 'Some photos: academic use' };

/** The card of the model that the tests' shots were counted with. */
export const CARD = /** @type {import('../../../../static/js/models/card.js').ModelCard} */ ({
  name: 'shelf',
  version: '1.0.0',
  licence: LICENCE,
});

/**
 * @param {{ audit: Audit, shots: Shot[] }[]} [audits]
 * @param {typeof CARD | null} [card] of the model in use
 */
export function makePlan(audits = [{ audit: makeAudit(), shots: [makeShot()] }], card = null) {
  return planExport(audits, { hasPhoto: () => true, card });
}

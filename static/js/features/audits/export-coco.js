import { toCoco } from '../../export/coco.js';
import { currentBoxes } from '../../photo/corrections.js';
import { labelOf } from '../../photo/counts.js';
import { replacedBoxes } from '../../photo/reconcile.js';
import { isoTime } from '../../toolkit/iso-time.js';
import { labelsOf } from './export-plan.js';

const DESCRIPTION = 'Shelfscan audits: products on shop shelves, counted by a detector and corrected by hand';

/**
 * The boxes that count, in COCO JSON format. Photos whose file is not in the export are left out.
 *
 * @param {import('./export-plan.js').PlannedAudit[]} audits
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON.
 */
export function auditsToCoco(audits, now) {
  const photos = audits.flatMap(({ audit, shots }) =>
    shots.flatMap(({ shot, photo, brands, licence }) => {
      if (!photo) return [];
      const { id, review } = shot;
      const taken = isoTime(shot.taken, shot.offsets?.taken);
      const { width, height, model } = review;
      const { region } = review.corrections;
      // What stands outside has no boxes: training must not take it for background.
      const origin = { audit: audit.id, shot: id, ...(region ? { part_only: region.corners } : {}) };
      const terms = licence
        ? `Boxes by ${model.name} ${model.version}. Weights: ${licence.weights}. Training data: ${licence.data}.`
        : '';
      return [{ path: photo, width, height, taken, origin, terms, boxes: boxesOf(review, brands) }];
    }),
  );
  return toCoco({ description: DESCRIPTION, labels: labelsOf(audits), photos }, now);
}

/** @param {import('../../audits/record.js').ReviewedShot} review @param {Map<string, import('../../brands/list.js').Brand>} brands by the keys of boxes */
function boxesOf(review, brands) {
  const replaced = replacedBoxes(review);
  return currentBoxes(review).map(({ box, label, source, key }) => ({
    box,
    label: labelOf(review, label),
    source: replaced.has(key) ? 'relabelled' : source,
    brand: brands.get(key)?.name,
  }));
}

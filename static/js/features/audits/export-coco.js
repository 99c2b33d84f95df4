import { toCoco } from '../../export/coco.js';
import { currentBoxes } from '../../photo/corrections.js';
import { labelOf } from '../../photo/counts.js';
import { replacedBoxes } from '../../photo/reconcile.js';
import { isoTime } from '../../toolkit/iso-time.js';
import { labelsOf } from './export-plan.js';

const DESCRIPTION = 'Shelfscan audits: products on shop shelves, counted by a detector and corrected by hand';

/** @typedef {import('./export-plan.js').NamedBox} NamedBox */

/**
 * The boxes that count, in COCO JSON format. What is named is of the category of its product, all else of that of its label. Photos
 * whose file is not in the export are left out.
 *
 * @param {import('./export-plan.js').PlannedAudit[]} audits
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON.
 */
export function auditsToCoco(audits, now) {
  const photos = audits.flatMap(({ audit, shots }) =>
    shots.flatMap(({ shot, photo, named, licence }) => {
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
      return [{ path: photo, width, height, taken, origin, terms, boxes: boxesOf(review, named) }];
    }),
  );
  const products = productsOf(audits);
  return toCoco({ description: DESCRIPTION, labels: labelsOf(audits), products, photos }, now);
}

/** @param {import('./export-plan.js').PlannedAudit[]} audits @returns {import('../../export/coco.js').CocoProduct[]} each once, by name */
function productsOf(audits) {
  /** @type {Map<string, import('../../export/coco.js').CocoProduct>} */
  const found = new Map();
  for (const { shots, lists } of audits)
    for (const { photo, named } of shots)
      for (const { product } of photo ? named.values() : [])
        if (product && !found.has(product.id)) {
          const { id, gtin, name, size } = product;
          found.set(id, { id, gtin, name, size, brand: lists.brands.get(product.brand)?.name ?? '' });
        }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** @param {import('../../audits/record.js').ReviewedShot} review @param {Map<string, NamedBox>} named by the keys of boxes */
function boxesOf(review, named) {
  const replaced = replacedBoxes(review);
  return currentBoxes(review).map(({ box, label, source, key }) => {
    const { brand, product, by, score } = named.get(key) ?? {};
    return {
      ...{ box, label: labelOf(review, label), brand: brand?.name },
      source: replaced.has(key) ? 'relabelled' : source,
      ...(product && by
        ? { product: product.id, namedBy: by === 'person' ? 'person' : 'machine', score: score ?? undefined }
        : {}),
    };
  });
}

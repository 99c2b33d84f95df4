/**
 * The boxes that count, as COCO's JSON (https://cocodataset.org/#format-data): for training, for pycocotools and for
 * annotation tools. Boxes refer to the upright pixels of the photos in the export.
 */
import { currentBoxes } from '../../photo/corrections.js';
import { labelOf } from '../../photo/counts.js';
import { labelsOf } from './table.js';

/**
 * @param {import('./plan.js').PlannedAudit[]} audits Photos that are not in the export are left out here.
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON.
 */
export function toCoco(audits, now) {
  const categories = labelsOf(audits).map((name, index) => ({ id: index + 1, name, supercategory: '' }));
  const categoryIds = new Map(categories.map(({ id, name }) => [name, id]));
  /** @type {{ id: number, file_name: string }[]} */
  const images = [];
  /** @type {{ id: number, image_id: number, category_id: number, bbox: number[] }[]} */
  const annotations = [];
  for (const { audit, shots } of audits) {
    for (const { shot, photo } of shots) {
      if (!photo) continue;
      const { width, height } = shot.review;
      const image_id = images.length + 1;
      const image = {
        id: image_id,
        file_name: photo,
        width,
        height,
        date_captured: new Date(shot.taken).toISOString(),
        // Not COCO's, and ignored by readers: the way back from a label to where it is from.
        shelfscan: { audit: audit.id, shot: shot.id },
      };
      images.push(image);
      for (const { box, label, source } of currentBoxes(shot.review)) {
        const [left, top, right, bottom] = clip(box, width, height);
        const size = [right - left, bottom - top];
        const annotation = {
          id: annotations.length + 1,
          image_id,
          category_id: categoryIds.get(labelOf(shot.review, label)) ?? 1,
          bbox: [left, top, ...size],
          area: size[0] * size[1],
          iscrowd: 0,
          segmentation: [], // a box has no outline; with one, annotation tools would show polygons instead of boxes
          attributes: { source },
        };
        annotations.push(annotation);
      }
    }
  }
  return {
    info: {
      description: 'Shelfscan audits: facings on shop shelves, counted by a detector and corrected by hand',
      version: '1.0',
      year: new Date(now).getUTCFullYear(),
      date_created: new Date(now).toISOString(),
    },
    licenses: [],
    images,
    annotations,
    categories,
  };
}

/**
 * @param {import('../record.js').Box} box
 * @param {number} width
 * @param {number} height
 * @returns {import('../record.js').Box} The part on the photo: readers refuse what reaches out of it.
 */
function clip([left, top, right, bottom], width, height) {
  return [Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom)];
}

/**
 * Boxes as COCO's JSON (https://cocodataset.org/#format-data): for training, for pycocotools and for annotation tools.
 * Boxes refer to the upright pixels of the photos in the export.
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 *
 * @typedef {object} CocoPhoto
 * @property {string} path in the export
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {string} taken in ISO 8601
 * @property {Record<string, unknown>} origin ids that lead back to where the boxes are from, and the part that has boxes
 * @property {{ box: Box, label: string, source: string, brand?: string }[]} boxes `source`: who or what put the box there;
 *   `brand`: its name, where somebody has named the box
 * @property {string} terms under which the boxes may be used; empty where that is not known
 */

import { isoTime } from '../toolkit/iso-time.js';

/**
 * @param {{ description: string, labels: string[], photos: CocoPhoto[] }} content `labels`: all that a box may have
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON.
 */
export function toCoco({ description, labels, photos }, now) {
  const categories = labels.map((name, index) => ({ id: index + 1, name, supercategory: '' }));
  const categoryIds = new Map(categories.map(({ id, name }) => [name, id]));
  const terms = [...new Set(photos.map((photo) => photo.terms).filter(Boolean))];
  const licenses = terms.map((name, index) => ({ id: index + 1, name, url: '' }));
  const licenceIds = new Map(licenses.map(({ id, name }) => [name, id]));
  const images = photos.map((photo, index) => ({
    id: index + 1,
    file_name: photo.path,
    width: photo.width,
    height: photo.height,
    date_captured: photo.taken,
    ...(photo.terms ? { license: licenceIds.get(photo.terms) } : {}),
    // Not COCO's, and ignored by readers: the way back from a label to where it is from.
    shelfscan: photo.origin,
  }));
  const annotations = photos.flatMap(({ boxes, width, height }, index) =>
    boxes.map(({ box, label, source, brand }) => {
      const [left, top, right, bottom] = clip(box, width, height);
      const size = [right - left, bottom - top];
      return {
        image_id: index + 1,
        category_id: categoryIds.get(label) ?? 1,
        bbox: [left, top, ...size],
        area: size[0] * size[1],
        iscrowd: 0,
        segmentation: [], // a box has no outline; with one, annotation tools would show polygons instead of boxes
        attributes: { source, ...(brand === undefined ? {} : { brand }) },
      };
    }),
  );
  return {
    info: {
      description,
      version: '1.0',
      year: new Date(now).getUTCFullYear(),
      date_created: isoTime(now),
    },
    licenses,
    images,
    annotations: annotations.map((annotation, index) => ({ id: index + 1, ...annotation })),
    categories,
  };
}

/**
 * @param {Box} box
 * @param {number} width
 * @param {number} height
 * @returns {Box} The part on the photo: readers refuse what reaches out of it.
 */
function clip([left, top, right, bottom], width, height) {
  return [Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom)];
}

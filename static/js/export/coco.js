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
 * @property {CocoBox[]} boxes
 * @property {string} terms under which the boxes may be used; empty where that is not known
 *
 * @typedef {object} CocoBox
 * @property {Box} box
 * @property {string} label the detector's
 * @property {string} source who or what put the box there
 * @property {string} [brand] its name, where it is known
 * @property {string} [product] its id, where it is known
 * @property {string} [namedBy] who says which product it is: 'person' or 'machine'
 * @property {number} [score] how sure the machine is of it
 *
 * @typedef {{ id: string, gtin: string, name: string, brand: string, size: string }} CocoProduct `brand`: its name
 */

import { isoTime } from '../toolkit/iso-time.js';

/**
 * @param {object} content
 * @param {string} content.description
 * @param {string[]} content.labels all that a box may have
 * @param {CocoProduct[]} [content.products] all that a box may be
 * @param {CocoPhoto[]} content.photos
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON.
 */
export function toCoco({ description, labels, products = [], photos }, now) {
  const kinds = labels.map((name, index) => ({ id: index + 1, name, supercategory: '' }));
  const categoryIds = new Map(kinds.map(({ id, name }) => [name, id]));
  const categories = [...kinds, ...productCategories(products, labels)];
  const productIds = new Map(products.map(({ id }, index) => [id, kinds.length + index + 1]));
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
    boxes.map(({ box, label, source, brand, product, namedBy, score }) => {
      const [left, top, right, bottom] = clip(box, width, height);
      const size = [right - left, bottom - top];
      return {
        image_id: index + 1,
        category_id: productIds.get(product ?? '') ?? categoryIds.get(label) ?? 1,
        bbox: [left, top, ...size],
        area: size[0] * size[1],
        iscrowd: 0,
        segmentation: [], // a box has no outline; with one, annotation tools would show polygons instead of boxes
        attributes: {
          ...{ source, ...(brand === undefined ? {} : { brand }) },
          ...(product === undefined ? {} : { label, product, named_by: namedBy }),
          ...(score === undefined ? {} : { score }),
        },
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
 * Readers tell categories by their names, so no two have the same one.
 *
 * @param {CocoProduct[]} products
 * @param {string[]} labels whose categories come first
 */
function productCategories(products, labels) {
  const taken = new Set(labels);
  return products.map(({ id, gtin, name, brand, size }, index) => {
    const full = [name, size].filter(Boolean).join(' ');
    const own = [full, [brand, full].filter(Boolean).join(' '), `${full} (${gtin})`, `${full} (${id})`];
    const free = own.find((each) => !taken.has(each)) ?? id;
    taken.add(free);
    return {
      id: labels.length + index + 1,
      name: free,
      supercategory: brand,
      shelfscan: { product: id, gtin },
    };
  });
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

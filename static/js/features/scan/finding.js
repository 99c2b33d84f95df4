/**
 * Which of some facings on the camera's picture are one product of the catalogue, by their looks.
 *
 * @typedef {import('../../geometry/boxes.js').Box} Box
 */
import { recognise } from '../../products/recognise.js';

/**
 * @param {Pick<import('../contract.js').Services, 'looks' | 'products'>} services
 * @param {string} product its id
 * @param {() => Promise<ImageBitmap>} take the camera's picture
 * @returns {(boxes: Box[]) => Promise<boolean[]>} false too where nobody is sure
 */
export function lookerFor({ looks, products }, product, take) {
  return async (boxes) => {
    const { limits } = await looks.whenReady(); // first: the picture is to be that of now
    const picture = await take();
    try {
      const vectors = await looks.vectorsOf(picture, boxes);
      const gallery = await products.gallery(vectors.embedder);
      const wanted = products.find(product)?.id;
      return recognise(vectors, gallery, limits, { boxes }).map(
        (answer) => wanted !== undefined && answer.product === wanted,
      );
    } finally {
      picture.close();
    }
  };
}

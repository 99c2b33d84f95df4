import { createHash } from 'node:crypto';

/** @typedef {import('../../../static/js/models/card.js').ModelCard} ModelCard */

/** @type {import('../../../static/js/models/card.js').ScaleSelection} */
export const SCALE_SELECTION = {
  firstLook: 320,
  closerLook: 640,
  legibleSide: 14,
  productSide: { live: 40, photo: 50 },
  score: 0.35,
  sides: [256, 320, 384, 448, 512, 640, 768],
  mostFrom: 0.9,
};

/**
 * @param {string} version
 * @param {Record<string, string>} files Content by path; model.json first.
 * @returns {Promise<ModelCard>}
 */
export async function makeCard(version, files) {
  return {
    schemaVersion: 1,
    name: 'shelf',
    version,
    title: 'Shelf products',
    labels: ['product'],
    input: { name: 'picture', range: [-1, 1], stride: 32, pad: 128, sizes: { live: [640], photo: [1024] } },
    output: { name: 'raw', layout: ['logit:product', 'tx', 'ty', 'tw', 'th'] },
    anchors: [{ stride: 8, sizes: [[32, 32]] }],
    boxCoding: { type: 'ssd', scales: [0.1, 0.1, 0.2, 0.2] },
    defaults: { scoreThreshold: { live: 0.3, photo: 0.3 }, nmsIou: 0.5, maxDetections: 1000 },
    metrics: [],
    parameters: 1,
    licence: { weights: '', data: '' },
    files: Object.entries(files).map(([path, content]) => ({
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
}

import { createHash } from 'node:crypto';

/** @typedef {import('../../../static/js/looks/card.js').EmbedderCard} EmbedderCard */

export const FILES = { 'model.json': '{"format":"graph-model"}', 'a.bin': 'a shard' };

/**
 * @param {string} [version]
 * @param {Record<string, string>} [files] Content by path; model.json first.
 * @returns {EmbedderCard}
 */
export function makeEmbedderCard(version = '1.0.0', files = FILES) {
  return {
    schemaVersion: 1,
    kind: 'embedder',
    name: 'looks',
    version,
    title: 'Looks of products',
    input: { name: 'crops', range: [-1, 1], height: 48, width: 32 },
    crop: { margin: 0 },
    output: { name: 'vectors', dimensions: 2 },
    limits: { alike: 0.8, known: 0.7, margin: 0.05 },
    probe: { tolerance: 0.1, numbers: [0.6, 0.8] },
    licence: { weights: 'none', data: 'none' },
    files: Object.entries(files).map(([path, content]) => ({
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
}

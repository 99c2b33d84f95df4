/** Where embedders are kept: beside the detectors, in a cache of their own. */
import { MODELS } from '../models/cache.js';
import { openKind } from '../models/kind.js';
import { MemoryCache } from '../models/memory-cache.js';
import { ModelStore } from '../models/store.js';
import { readEmbedder } from './card.js';

const NAME = `shelfscan-embedders:${new URL('../', MODELS).pathname}`;

/** @type {import('../models/kind.js').Kind<import('./card.js').EmbedderCard>} */
export const EMBEDDERS = {
  name: NAME,
  open: (storage) => storage.open(NAME),
  readCard: readEmbedder,
  memory: new MemoryCache(),
};

/**
 * @returns {Promise<ModelStore<import('./card.js').EmbedderCard>>} In memory where the browser refuses to store anything.
 * @throws {import('../models/errors.js').ModelError} 'insecure-origin', 'storage-full'.
 */
export const openEmbedders = async () => new ModelStore(await openKind(EMBEDDERS), EMBEDDERS);

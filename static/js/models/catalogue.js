/**
 * The server's list of models.
 *
 * @typedef {import('./card.js').ModelCard} ModelCard
 */

import { asksToSignIn } from '../toolkit/sign-in.js';
import { readCards } from './card.js';
import { ModelError } from './errors.js';

const CATALOGUE = new URL('../../../api/models', import.meta.url);

/**
 * @param {AbortSignal} [signal]
 * @returns {Promise<ModelCard[]>} Those that this page can run, newest first; at least one.
 * @throws {ModelError} 'download-failed': no network, or no answer that can be read; 'server-failed': it answers with an error;
 *   'sign-in-needed'; 'no-usable-model': it offers nothing that this page can run.
 */
export async function fetchCatalogue(signal) {
  const { models } = await fetchOffer(signal);
  const cards = readCards(models);
  if (cards.length === 0) throw new ModelError('no-usable-model', { detail: CATALOGUE.pathname });
  return cards;
}

/**
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ models: unknown[], embedders: unknown[] }>} Cards as the server has written them, newest first. Servers of
 *   before offer no embedders.
 * @throws {ModelError} 'download-failed', 'server-failed', 'sign-in-needed'.
 */
export async function fetchOffer(signal) {
  try {
    const response = await fetch(CATALOGUE, { cache: 'no-store', redirect: 'manual', signal });
    if (asksToSignIn(response)) throw new ModelError('sign-in-needed', { detail: CATALOGUE.pathname });
    if (!response.ok) throw new ModelError('server-failed', { detail: `HTTP ${response.status}` });
    const { models, embedders } = parse(await response.text());
    if (!Array.isArray(models)) throw new Error('the answer has no list of models');
    return { models, embedders: Array.isArray(embedders) ? embedders : [] };
  } catch (error) {
    if (signal?.aborted || error instanceof ModelError) throw error;
    throw new ModelError('download-failed', { detail: CATALOGUE.pathname, cause: error });
  }
}

/**
 * Python writes NaN and Infinity into JSON, which no browser reads. A metric that could not be measured becomes null, so
 * that it costs one number and not the whole list.
 *
 * @param {string} text
 * @returns {any}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    const withoutNaN = text.replace(
      /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g,
      (_, string) => string ?? 'null',
    );
    return JSON.parse(withoutNaN);
  }
}

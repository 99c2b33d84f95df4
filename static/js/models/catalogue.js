/**
 * The server's list of models.
 *
 * @typedef {import('./card.js').ModelCard} ModelCard
 */
import { DetectorError } from '../detector/errors.js';
import { checkCard } from './card.js';

const CATALOGUE = new URL('../../../api/models', import.meta.url);

/**
 * @param {AbortSignal} [signal]
 * @returns {Promise<ModelCard[]>} Newest first; at least one.
 * @throws {DetectorError} 'download-failed': no network, or no answer that can be used.
 */
export async function fetchCatalogue(signal) {
  try {
    const response = await fetch(CATALOGUE, { cache: 'no-store', signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const { models } = await response.json();
    if (!Array.isArray(models) || models.length === 0) throw new Error('the list of models is empty');
    return models.map(checkCard);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new DetectorError('download-failed', { detail: CATALOGUE.pathname, cause: error });
  }
}

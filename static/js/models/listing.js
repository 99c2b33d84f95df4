/**
 * The models that a person can choose from: those on this device and those that the server offers, one a name.
 *
 * @typedef {import('./card.js').ModelCard} ModelCard
 * @typedef {import('./card.js').Metrics} Metrics
 * @typedef {import('./pointer.js').Pointer<ModelCard>} Pointer
 *
 * @typedef {object} ModelEntry
 * @property {ModelCard} card what is on this device, or would be fetched
 * @property {'current' | 'kept' | 'offered'} place in use; on this device; on the server alone
 * @property {ModelCard | null} newer the server's version, where that is another than the one on this device
 */
import { identityOf } from './card.js';

/**
 * @param {Pointer} pointer
 * @param {ModelCard[]} offered newest first; empty without a network
 * @returns {ModelEntry[]} the one in use first, then the others on this device, then the rest in the server's order
 */
export function listModels({ current, others, refused }, offered) {
  const usable = offered.filter((card) => !refused.includes(identityOf(card)));
  const newestOf = (/** @type {string} */ name) => usable.find((card) => card.name === name) ?? null;
  /** @type {ModelEntry[]} */
  const entries = [];
  for (const card of [...(current ? [current] : []), ...others]) {
    const newest = newestOf(card.name);
    const newer = newest && identityOf(newest) !== identityOf(card) ? newest : null;
    entries.push({ card, place: card === current ? 'current' : 'kept', newer });
  }
  for (const card of usable) {
    if (entries.every((entry) => entry.card.name !== card.name)) {
      entries.push({ card, place: 'offered', newer: null });
    }
  }
  return entries;
}

/** @param {ModelCard} card @returns {number} what it takes on this device */
export const bytesOf = (card) => card.files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * How far counts are off on one kind of photos: the mean error over them, 0 to 1, or null where it was not measured.
 *
 * @typedef {object} Accuracy
 * @property {string} dataset the card's name for these photos
 * @property {number} photos how many there are
 * @property {{ distance: Distance, errors: Record<Mode, number | null> }[]} distances from far to near
 *
 * @typedef {import('./card.js').Mode} Mode
 * @typedef {'whole' | 'quarter' | 'ninth'} Distance the whole photo, or its middle: what it would show from nearer
 */

/** @type {readonly Distance[]} */
const DISTANCES = ['whole', 'quarter', 'ninth'];

/** @type {readonly Mode[]} */
const MODES = ['photo', 'live'];

/**
 * What a card says of its counts, for each kind of photos. Photos that the model had not seen and that nothing was chosen
 * by (the test photos) stand for the others of their kind, and come first.
 *
 * @param {ModelCard} card
 * @returns {Accuracy[]} Empty where nothing was measured.
 */
export function accuracyOf(card) {
  const counted = card.metrics.filter(({ countError }) => typeof countError === 'number');
  const measured = [...new Set(counted.map(({ dataset }) => dataset))].map((kind) => {
    const ofKind = counted.filter(({ dataset }) => dataset === kind);
    const onTest = ofKind.filter(({ split }) => split === 'test');
    const used = onTest.length > 0 ? onTest : ofKind.filter(({ split }) => split === ofKind[0].split);
    return { isTest: onTest.length > 0, accuracy: accuracyOn(used, card) };
  });
  return measured.toSorted((a, b) => Number(b.isTest) - Number(a.isTest)).map(({ accuracy }) => accuracy);
}

/** @param {Metrics[]} used of one kind of photos, not empty @param {ModelCard} card @returns {Accuracy} */
function accuracyOn(used, card) {
  const { sizes } = card.input;
  const modeOf = (/** @type {Metrics} */ entry) =>
    entry.mode ?? (entry.longSide > Math.max(...sizes.live) ? 'photo' : 'live');
  const entryOf = (/** @type {Mode} */ mode) => {
    const ofMode = used.filter((entry) => modeOf(entry) === mode);
    return ofMode.find(({ longSide }) => longSide === sizes[mode][0]) ?? ofMode[0];
  };
  const errorOf = (/** @type {Metrics | undefined} */ entry, /** @type {Distance} */ distance) => {
    const at = distance === 'whole' ? entry : entry?.closer?.find(({ cut }) => cut === distance);
    return typeof at?.countError === 'number' ? at.countError : null;
  };
  const entries = { photo: entryOf('photo'), live: entryOf('live') };
  const distances = DISTANCES.map((distance) => ({
    distance,
    errors: { photo: errorOf(entries.photo, distance), live: errorOf(entries.live, distance) },
  }));
  return {
    dataset: used[0].dataset ?? '',
    photos: used[0].photos,
    distances: distances.filter(({ errors }) => MODES.some((mode) => errors[mode] !== null)),
  };
}

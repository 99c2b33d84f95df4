/**
 * The model card as the phone reads it. app/card.py describes every field; the server has checked the card, and
 * `checkCard` refuses what this page cannot run.
 *
 * @typedef {{ path: string, bytes: number, sha256: string }} BundleFile
 * @typedef {{ stride: number, sizes: [number, number][] }} AnchorLevel
 * @typedef {'live' | 'photo'} Mode
 *
 * @typedef {object} ModelCard
 * @property {1} schemaVersion
 * @property {string} name
 * @property {string} version
 * @property {string} title
 * @property {string[]} labels
 * @property {{ name: string, range: [number, number], stride: number, pad: number,
 *   sizes: Record<Mode, number[]> }} input
 * @property {{ name: string, layout: string[] }} output
 * @property {AnchorLevel[]} anchors
 * @property {{ type: 'ssd', scales: [number, number, number, number] }} boxCoding
 * @property {{ scoreThreshold: Record<Mode, number>, nmsIou: number, maxDetections: number,
 *   secondLook?: { scale: number, leastSide: number } | null }} defaults
 * @property {Record<string, number | string>[]} metrics
 * @property {number} parameters
 * @property {{ weights: string, data: string, commercialUse?: boolean | null }} licence `commercialUse`: whether the terms
 *   allow business use of the weights; null or missing where nobody has stated it
 * @property {BundleFile[]} files
 */

/**
 * @param {ModelCard} card
 * @returns {string} The folder of the bundle: a name and version that never changes its content.
 */
export function folderOf(card) {
  return `${card.name}-${card.version}`;
}

/**
 * @param {unknown} value Parsed JSON.
 * @returns {ModelCard}
 * @throws {TypeError} The value is no card of a kind that this page can run; the message names the part.
 */
export function checkCard(value) {
  const card = /** @type {ModelCard} */ (value);
  const wrong = (/** @type {string} */ part) => new TypeError(`The model card is wrong at ${part}.`);
  if (typeof card !== 'object' || card === null || card.schemaVersion !== 1) throw wrong('schemaVersion');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(card.name)) throw wrong('name');
  if (!/^\d+\.\d+\.\d+$/.test(card.version)) throw wrong('version');
  if (!Array.isArray(card.labels) || card.labels.length === 0) throw wrong('labels');
  if (card.output?.layout?.length !== card.labels.length + 4) throw wrong('output.layout');
  if (card.boxCoding?.type !== 'ssd' || card.boxCoding.scales?.length !== 4) throw wrong('boxCoding');
  if (!Array.isArray(card.anchors) || !card.anchors.every(({ stride }) => card.input.stride % stride === 0)) {
    throw wrong('anchors');
  }
  if (!Array.isArray(card.files) || card.files[0]?.path !== 'model.json') throw wrong('files');
  for (const file of card.files) {
    const inside = /^[\w.-]+(\/[\w.-]+)*$/.test(file.path) && !file.path.split('/').includes('..');
    if (!inside || !/^[0-9a-f]{64}$/.test(file.sha256)) throw wrong(`files: ${file.path}`);
  }
  return card;
}

/**
 * The model card as the phone reads it. app/card.py describes every field; the server has checked the card, and
 * `checkCard` refuses what this page cannot run.
 *
 * @typedef {{ path: string, bytes: number, sha256: string }} BundleFile
 * @typedef {{ name: string, version: string, files: BundleFile[] }} BundleCard What cards of all kinds have.
 * @typedef {{ stride: number, sizes: [number, number][] }} AnchorLevel
 * @typedef {'live' | 'photo'} Mode
 *
 * @typedef {object} ScaleSelection How the long side of the input follows from the products in it; lengths in its pixels.
 * @property {number} firstLook Long side of the input that tells how large the products are.
 * @property {number} closerLook The next one, where the first tells nothing.
 * @property {number} legibleSide Where products are smaller, a look tells nothing.
 * @property {Record<Mode, number>} productSide At which products are to reach the network.
 * @property {number} score From which the boxes of a look count.
 * @property {number[]} sides To choose from, ascending.
 * @property {number} mostFrom From this part of the size that is asked for on, that size itself is taken.
 *
 * @typedef {object} Metrics One measurement; errors are fractions, and null where a server could not write the number.
 * @property {string} dataset
 * @property {string} split
 * @property {Mode | null} [mode]
 * @property {number} photos
 * @property {number} longSide
 * @property {number | null} countError
 * @property {{ cut: string, countError: number | null }[]} [closer] on the same photos, cut to their middle
 *
 * @typedef {object} Certainty How sure it is that a box of a score is a product, and what follows for the count: photo/range.js.
 * @property {number} offset Of the log-odds that it is one, where the score is one half.
 * @property {number} slope Log-odds for each unit of the score's log-odds.
 * @property {number} missed Products without a box, for each unit of the boxes' variance.
 * @property {number} spread How far the log-odds of all boxes of a photo are off together.
 *
 * @typedef {object} ProbeAnswer What the model makes of the picture of detector/probe.js in one size.
 * @property {number} height Of the input, pixels.
 * @property {number} width
 * @property {number} every Each so many numbers of the output, from the first on, one is in `numbers`.
 * @property {number[]} numbers
 *
 * @typedef {{ tolerance: number, answers: ProbeAnswer[] }} Probe `tolerance`: how far a number may be off, see detector/probe.js.
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
 *   secondLook?: { scale: number, leastSide: number } | null, scaleSelection?: ScaleSelection | null }} defaults
 *   `secondLook`: photos are detected at a second scale as well, see detector/multi-scale.js. The key keeps the name that
 *   published cards use.
 * @property {Certainty | null} [certainty] of counts on photos; null or missing where nobody has measured it
 * @property {Probe | null} [probe] a known answer; null or missing in cards of before
 * @property {Metrics[]} metrics
 * @property {number} parameters
 * @property {{ weights: string, data: string, commercialUse?: boolean | null }} licence `commercialUse`: whether the terms
 *   allow business use of the weights; null or missing where nobody has stated it
 * @property {BundleFile[]} files
 */

/**
 * @param {Pick<BundleCard, 'name' | 'version'>} card
 * @returns {string} The folder of the bundle: a name and version that never changes its content.
 */
export function folderOf(card) {
  return `${card.name}-${card.version}`;
}

/**
 * @param {BundleCard} card
 * @returns {string} The same only for bundles of the same name, version and content.
 */
export function identityOf(card) {
  return `${folderOf(card)}:${card.files.map(({ sha256 }) => sha256).join(',')}`;
}

/**
 * @param {unknown} value Parsed JSON.
 * @returns {ModelCard}
 * @throws {TypeError} The value is no card that this page can run; the message names the part.
 */
export function checkCard(value) {
  const card = /** @type {ModelCard} */ (value);
  for (const [part, isRight] of CHECKS) {
    if (!holds(isRight, card)) throw new TypeError(`The model card is wrong at ${part}.`);
  }
  const badFile = card.files.find((file) => !holds(isFile, file));
  if (badFile) throw new TypeError(`The model card is wrong at files: ${badFile?.path}.`);
  return card;
}

/**
 * Reads cards one by one. A card that this page cannot run, one of a newer server for example, is left out and does not
 * keep the others from being used.
 *
 * @param {unknown} values Parsed JSON.
 * @returns {ModelCard[]} Empty when `values` is no list.
 */
export function readCards(values) {
  if (!Array.isArray(values)) return [];
  return values.map(readCard).filter((card) => card !== null);
}

/**
 * @param {unknown} value Parsed JSON.
 * @returns {ModelCard | null} Null for what is no card that this page can run.
 */
export function readCard(value) {
  try {
    return checkCard(value);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * What each part of a card has to be, in the order in which they are checked.
 *
 * @type {[part: string, isRight: (card: ModelCard) => boolean][]}
 */
const CHECKS = [
  ['schemaVersion', (card) => card.schemaVersion === 1],
  ['name', ({ name }) => /^[a-z0-9][a-z0-9-]*$/.test(name)],
  ['version', ({ version }) => /^\d+\.\d+\.\d+$/.test(version)],
  ['title', ({ title }) => typeof title === 'string'],
  ['labels', ({ labels }) => labels.length > 0 && labels.every((label) => typeof label === 'string')],
  ['input.name', ({ input }) => typeof input.name === 'string'],
  ['input.range', ({ input }) => input.range.length === 2 && input.range.every(Number.isFinite)],
  ['input.stride', ({ input }) => isPositiveInteger(input.stride)],
  ['input.pad', ({ input }) => Number.isFinite(input.pad)],
  ['input.sizes', ({ input: { sizes } }) => isSizeList(sizes.live) && isSizeList(sizes.photo)],
  ['output.name', ({ output }) => typeof output.name === 'string'],
  ['output.layout', ({ output, labels }) => output.layout.length === labels.length + 4],
  ['boxCoding', ({ boxCoding }) => boxCoding.type === 'ssd' && boxCoding.scales.length === 4],
  [
    'anchors',
    ({ anchors, input }) => anchors.length > 0 && anchors.every((level) => fits(level, input.stride)),
  ],
  ['defaults', ({ defaults }) => hasDefaults(defaults)],
  ['certainty', ({ certainty }) => !certainty || isCertainty(certainty)],
  ['probe', ({ probe, input }) => !probe || isProbe(probe, input.stride)],
  ['metrics', ({ metrics }) => metrics.every(({ closer }) => !closer || Array.isArray(closer))],
  ['licence', ({ licence }) => typeof licence.weights === 'string' && typeof licence.data === 'string'],
  ['files', ({ files }) => Array.isArray(files) && files[0].path === 'model.json'],
];

/**
 * @template T
 * @param {(part: T) => boolean} isRight Fails with a TypeError where a part that it looks at is missing.
 * @param {T} part
 */
export function holds(isRight, part) {
  try {
    return isRight(part);
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** @param {number} value */
const isPositiveInteger = (value) => Number.isInteger(value) && value > 0;

/** @param {number[]} sizes */
const isSizeList = (sizes) => sizes.length > 0 && sizes.every(isPositiveInteger);

/** @param {AnchorLevel} level @param {number} stride Of the input. */
const fits = (level, stride) => stride % level.stride === 0 && level.sizes.length > 0;

/** @param {ModelCard['defaults']} defaults */
function hasDefaults({ scoreThreshold, nmsIou, maxDetections, secondLook, scaleSelection }) {
  const numbers = [scoreThreshold.live, scoreThreshold.photo, nmsIou, maxDetections];
  if (secondLook) numbers.push(secondLook.scale, secondLook.leastSide);
  if (scaleSelection) {
    const { firstLook, closerLook, legibleSide, productSide, score, sides, mostFrom } = scaleSelection;
    if (!isSizeList([firstLook, closerLook, ...sides])) return false;
    numbers.push(legibleSide, productSide.live, productSide.photo, score, mostFrom);
  }
  return numbers.every(Number.isFinite);
}

/** @param {Certainty} certainty */
export const isCertainty = ({ offset, slope, missed, spread }) =>
  [offset, slope, missed, spread].every(Number.isFinite) && slope > 0 && missed >= 0 && spread >= 0;

/** @param {Probe} probe @param {number} stride Of the input. */
function isProbe({ tolerance, answers }, stride) {
  /** @param {ProbeAnswer} answer */
  const isAnswer = ({ height, width, every, numbers }) =>
    isSizeList([height, width, every]) &&
    height % stride === 0 &&
    width % stride === 0 &&
    numbers.length > 0 &&
    numbers.every(Number.isFinite);
  return tolerance > 0 && answers.length > 0 && answers.every(isAnswer);
}

/** @param {BundleFile} file */
export function isFile({ path, bytes, sha256 }) {
  const isInside = /^[\w.-]+(\/[\w.-]+)*$/.test(path) && !path.split('/').includes('..');
  return isInside && Number.isFinite(bytes) && /^[0-9a-f]{64}$/.test(sha256);
}

/**
 * What the view shows of a scan. Only LiveScan changes it, through its event `onChange`.
 *
 * @typedef {import('../../camera/hints.js').Hint | 'fast' | 'frozen'} Advice `fast`: the picture moves too
 *   fast to be counted; `frozen`: the camera gives no pictures
 *
 * @typedef {object} CountState
 * @property {number | null} count null until the first frame is counted
 * @property {boolean} isSettled whether the count has come to rest
 * @property {import('./rate-meter.js').Rate | null} rate
 * @property {boolean} isPaused
 * @property {Advice | null} hint what spoils the count
 * @property {boolean} hasRegion whether only a part of the picture counts
 * @property {boolean} isPlacing whether the next tap moves that part, or a corner of it, to the tapped place
 * @property {number} marked how many facings the person has marked
 * @typedef {import('../../camera/state.js').CameraState & CountState} ScanState what the view shows of a scan
 */
import { NO_CAMERA } from '../../camera/state.js';

/** @type {Readonly<ScanState>} */
export const NO_SCAN = {
  ...NO_CAMERA,
  count: null,
  isSettled: false,
  rate: null,
  isPaused: false,
  hint: null,
  hasRegion: false,
  isPlacing: false,
  marked: 0,
};

/**
 * @typedef {object} Finding of a product of the catalogue
 * @property {string} title what it is called
 * @property {number | null} found so many facings are it, for sure; null: it cannot be looked for
 *
 * @typedef {ScanState & { elements: Node[], isTaking: boolean, finding: Finding | null }} LiveState `elements`: picture and boxes;
 *   `isTaking`: a photo is being taken; `finding`: what is looked for; null: nothing is
 */

/** @type {Readonly<LiveState>} */
export const NO_LIVE = { ...NO_SCAN, elements: [], isTaking: false, finding: null };

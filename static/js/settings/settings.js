/**
 * The settings and their stored record, which is plain JSON. A value that is not a valid choice is replaced by its
 * default, so damaged records and those of other versions of the page do no harm.
 *
 * @typedef {{ -readonly [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] }} Settings
 * @typedef {import('../models/card.js').Mode} Mode
 */

/** Storage key; first-paint.js reads it too. */
export const KEY = 'shelfscan.settings';

/** The choices for each setting, in the order in which they are shown. */
export const CHOICES = /** @type {const} */ ({
  theme: ['auto', 'light', 'dark'],
  liveSensitivity: ['fewer', 'standard', 'more'],
  photoSensitivity: ['fewer', 'standard', 'more'],
  liveSize: ['auto', 'faster', 'standard', 'finer'], // auto: adapted to the speed of this device
  photoSize: ['faster', 'auto', 'finer'],
  showsKinds: [false, true],
  vibrates: [false, true],
  backend: ['auto', 'wasm', 'webgl', 'webgpu'],
  showsRate: [false, true],
  locates: [false, true],
});

/** The defaults. @type {Readonly<Settings>} */
export const USUAL = {
  theme: 'auto',
  liveSensitivity: 'standard',
  photoSensitivity: 'standard',
  liveSize: 'auto',
  photoSize: 'auto',
  showsKinds: true,
  vibrates: true,
  backend: 'auto',
  showsRate: false,
  locates: false,
};

/**
 * @param {string | null} stored
 * @returns {Settings}
 */
export function parseSettings(stored) {
  const found = parseRecord(stored);
  const names = /** @type {(keyof Settings)[]} */ (Object.keys(CHOICES));
  const chosen = names.map((name) => {
    const isChoice = /** @type {readonly unknown[]} */ (CHOICES[name]).includes(found[name]);
    return [name, isChoice ? found[name] : USUAL[name]];
  });
  return Object.fromEntries(chosen);
}

/** @param {string | null} stored @returns {Record<string, unknown>} */
function parseRecord(stored) {
  try {
    const found = JSON.parse(stored ?? '{}');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {}; // not JSON
  }
}

/**
 * @param {Settings} settings
 * @param {Mode} mode
 */
export const sensitivityOf = (settings, mode) =>
  mode === 'live' ? settings.liveSensitivity : settings.photoSensitivity;

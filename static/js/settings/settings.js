/**
 * What a person has chosen on this device. Settings are kept as plain JSON; whatever is not, or no longer, a choice is
 * read as the usual one, so that neither junk nor the record of another version of the page does harm.
 *
 * @typedef {{ -readonly [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] }} Settings
 * @typedef {import('../models/card.js').Mode} Mode
 */

/** Where they are kept; first-paint.js reads it too. */
export const KEY = 'shelfscan.settings';

/** What there is to choose from, in the order in which it is offered. */
export const CHOICES = /** @type {const} */ ({
  theme: ['auto', 'light', 'dark'],
  liveSensitivity: ['fewer', 'standard', 'more'],
  photoSensitivity: ['fewer', 'standard', 'more'],
  liveSize: ['auto', 'faster', 'standard', 'finer'], // auto: as this device keeps pace
  photoSize: ['faster', 'auto', 'finer'],
  showsKinds: [false, true],
  vibrates: [false, true],
  backend: ['auto', 'wasm', 'webgl', 'webgpu'],
  showsRate: [false, true],
});

/** @type {Readonly<Settings>} until a person chooses */
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
    return {}; // no JSON
  }
}

/**
 * @param {Settings} settings
 * @param {Mode} mode
 */
export const sensitivityOf = (settings, mode) =>
  mode === 'live' ? settings.liveSensitivity : settings.photoSensitivity;

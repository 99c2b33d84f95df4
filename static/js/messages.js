/**
 * All texts that a person reads, in the person's language. To add a language, add a file in languages/ and a line here;
 * the comments in languages/en.js explain the texts.
 */

import { staysOpen } from './device/leaving.js';
import { recall, remember } from './device/memory.js';
import { primary } from './languages/formats.js';

const KEY = 'shelfscan.language';

const known = {
  en: { name: 'English', load: () => import('./languages/en.js') },
  pt: { name: 'Português', load: () => import('./languages/pt.js') },
  es: { name: 'Español', load: () => import('./languages/es.js') },
  de: { name: 'Deutsch', load: () => import('./languages/de.js') },
};

/** @typedef {keyof typeof known} Language */

const codes = /** @type {Language[]} */ (Object.keys(known));

/** The languages to choose from, each with its own name for itself. */
export const languages = codes.map((code) => ({ code, name: known[code].name }));

/**
 * @param {string | null} stored the person's choice on this device
 * @param {readonly string[]} preferred the browser's locales, e.g. `de-CH`, most preferred first
 * @returns {Language}
 */
export function chooseLanguage(stored, preferred) {
  const candidates = [stored ?? '', ...preferred.map(primary)];
  return candidates.flatMap((candidate) => codes.filter((code) => code === candidate))[0] ?? 'en';
}

/** So long nothing is shown anyway of a page that cannot load. */
const LOADING_MS = 2000;

/**
 * Fetches one language, so that the phone does not have to parse the others.
 * @param {Language} code
 * @returns {Promise<{ language: Language, messages: import('./languages/en.js').Messages }>}
 */
async function load(code) {
  try {
    const { messages } = await known[code].load();
    return { language: code, messages };
  } catch (error) {
    if (code === 'en') {
      await staysOpen(LOADING_MS); // what fails because the page is being left is never seen
      throw error;
    }
    return load('en'); // a page in English is better than none
  }
}

/** The language that the person chose on this device; empty: the browser's language. */
export const chosenLanguage = recall(KEY) ?? '';

/** Takes effect when the page is loaded the next time. @param {string} code a language; empty: the browser's */
export const rememberLanguage = (code) => remember(KEY, code);

export const { language, messages } = await load(
  chooseLanguage(chosenLanguage, globalThis.navigator?.languages ?? []),
);

if (globalThis.document) document.documentElement.lang = language;

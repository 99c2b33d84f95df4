/**
 * Every text that a person reads, in the person's language. A new language is a file in languages/ and a line here;
 * languages/en.js says what the texts are for.
 */

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

/** What there is to choose from, each by the name that its speakers give it. */
export const languages = codes.map((code) => ({ code, name: known[code].name }));

/**
 * @param {string | null} stored what the person chose on this device
 * @param {readonly string[]} preferred the browser's locales, e.g. `de-CH`, the first choice first
 * @returns {Language}
 */
export function chooseLanguage(stored, preferred) {
  const wishes = [stored ?? '', ...preferred.map(primary)];
  return wishes.flatMap((wish) => codes.filter((code) => code === wish))[0] ?? 'en';
}

/**
 * Fetches one language alone: a phone need not read the others.
 * @param {Language} code
 * @returns {Promise<{ language: Language, messages: import('./languages/en.js').Messages }>}
 */
async function load(code) {
  try {
    const { messages } = await known[code].load();
    return { language: code, messages };
  } catch (error) {
    if (code === 'en') throw error;
    return load('en'); // a page in English is better than none
  }
}

/** What the person chose on this device; empty where the browser's language is to be spoken. */
export const chosenLanguage = recall(KEY) ?? '';

/** For the next time that the page is loaded. @param {string} code a language, or empty */
export const rememberLanguage = (code) => remember(KEY, code);

export const { language, messages } = await load(
  chooseLanguage(chosenLanguage, globalThis.navigator?.languages ?? []),
);

if (globalThis.document) document.documentElement.lang = language;

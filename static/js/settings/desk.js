/**
 * What a person sets: the one place that changes the settings' state. Every change holds at once and is kept on this
 * device. It knows no view; what the rest of the page has to do, it asks of `page`.
 *
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {import('./state.js').SettingsState} SettingsState
 *
 * @typedef {object} Page
 * @property {(state: SettingsState) => void} show
 * @property {() => void} go to the settings view, leaving whatever is open
 * @property {(text: string) => void} announce to screen readers
 * @property {() => void} reload the page
 * @property {string} version of the page
 * @property {{ [Name in keyof Settings]?: (value: Settings[Name]) => void }} effects what else a change does, at once
 */
import { candidateBackends } from '../detector/candidates.js';
import { messages, rememberLanguage } from '../messages.js';
import { recall, remember } from '../ui/memory.js';
import { KEY, parseSettings } from './settings.js';
import { NO_SETTINGS } from './state.js';

export class SettingsDesk {
  #state = NO_SETTINGS;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  get values() {
    return this.#state.values;
  }

  /** Reads what was stored. */
  restore() {
    this.#update({ values: parseSettings(recall(KEY)), version: this.page.version });
  }

  async open() {
    this.page.go();
    this.#update({ backends: await candidateBackends() });
  }

  /**
   * @template {keyof Settings} Name
   * @param {Name} name
   * @param {Settings[Name]} value
   */
  change(name, value) {
    this.set(name, value);
    this.page.effects[name]?.(value);
    this.page.announce(inWords(name, value));
  }

  /**
   * Only keeps it: for a choice that did not work, and was given up.
   *
   * @template {keyof Settings} Name
   * @param {Name} name
   * @param {Settings[Name]} value
   */
  set(name, value) {
    const values = { ...this.values, [name]: value };
    remember(KEY, JSON.stringify(values));
    this.#update({ values });
  }

  /** Every text on the page is of one language, so the page is loaded anew. @param {string} code empty: the phone's */
  speak(code) {
    rememberLanguage(code);
    this.page.reload();
  }

  /** @param {Partial<SettingsState>} change */
  #update(change) {
    this.#state = { ...this.#state, ...change };
    this.page.show(this.#state);
  }
}

/** @param {keyof Settings} name @param {string | boolean} value */
function inWords(name, value) {
  const { fields, changed, on, off } = messages.settings;
  const field = fields[name];
  /** @type {Readonly<Record<string, string>>} */
  const options = 'options' in field ? field.options : {};
  return changed(field.label, options[String(value)] ?? (value ? on : off));
}

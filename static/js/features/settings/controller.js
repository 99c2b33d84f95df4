/**
 * Changes settings. Every change takes effect at once and is stored on this device.
 *
 * @typedef {import('../../settings/settings.js').Settings} Settings
 */
import { cleanWho, whoFrom } from '../../audits/whereabouts.js';
import { candidateBackends } from '../../detector/candidates.js';
import { allowVibration } from '../../device/vibration.js';
import { messages, rememberLanguage } from '../../messages.js';
import { applyTheme } from '../../settings/theme.js';

export class SettingsController {
  /** @param {import('../contract.js').Context<import('./state.js').SettingsState>} context */
  constructor(context) {
    this.context = context;
    this.settings = context.services.settings;
    this.detector = context.services.detector;
    const { theme, vibrates } = this.settings.values;
    applyTheme(theme);
    allowVibration(vibrates);
    this.settings.subscribe((now, before) => {
      if (now.theme !== before.theme) applyTheme(now.theme);
      if (now.vibrates !== before.vibrates) allowVibration(now.vibrates);
    });
  }

  async open() {
    this.context.show('settings');
    this.#readWho();
    this.context.update({ backends: await candidateBackends() });
  }

  /**
   * @template {keyof Settings} Name
   * @param {Name} name
   * @param {Settings[Name]} value
   */
  change(name, value) {
    this.settings.set(name, value);
    if (name === 'backend') this.detector.load();
    this.context.announce(inWords(name, value));
  }

  /** The name that stands on visits from now on. @param {string} typed */
  async setWho(typed) {
    const who = cleanWho(typed);
    this.context.update({ who });
    try {
      await this.context.services.archive.store.saveList('person', who);
      this.context.announce(messages.settings.changed(messages.person.name, who || messages.settings.off));
    } catch (error) {
      this.context.publish('storageFailed', error);
    }
  }

  async #readWho() {
    try {
      this.context.update({ who: whoFrom(await this.context.services.archive.store.readList('person')) });
    } catch (error) {
      this.context.report(error); // the field stays empty
    }
  }

  /** Resets the choice of a backend that does not work on this device. */
  giveUpBackend() {
    this.settings.set('backend', 'auto');
    this.context.notify('backend', messages.settings.backendFailed);
  }

  /**
   * Changes the language and reloads the page, because modules read their texts when they are loaded.
   * @param {string} code empty: the phone's
   */
  speak(code) {
    rememberLanguage(code);
    location.reload();
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

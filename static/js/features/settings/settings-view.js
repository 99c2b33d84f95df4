import { html, live, nothing } from '../../../vendor/lit.js';
import { WHO_LIMIT } from '../../audits/whereabouts.js';
import { canVibrate } from '../../device/vibration.js';
import { chosenLanguage, languages, messages } from '../../messages.js';
import { bytesOf } from '../../models/listing.js';
import { sizesOf } from '../../settings/counting.js';
import { CHOICES } from '../../settings/settings.js';
import { icons } from '../../toolkit/icons.js';
import { pageView } from '../../toolkit/page.js';

/** @typedef {import('./state.js').SettingsState} SettingsState */
/** @typedef {import('./controller.js').SettingsController} Actions */
/** @typedef {import('../contract.js').Page} Page */
/** @typedef {import('../../settings/settings.js').Settings} Settings */

/** @typedef {{ label: string, hint?: string, options?: Readonly<Record<string, string>> }} Field the texts of a setting */
/** @typedef {{ [Name in keyof Settings]: Settings[Name] extends string ? Name : never }[keyof Settings]} ChoiceName */
/** @typedef {{ [Name in keyof Settings]: Settings[Name] extends boolean ? Name : never }[keyof Settings]} SwitchName */

/**
 * All settings. Every change takes effect at once. Features add sections in the slot `settings`.
 *
 * @param {SettingsState} state
 * @param {Actions} actions
 * @param {Page} page
 */
export function settingsView(state, actions, page) {
  const { settings } = messages;
  const content = html`<div class="settings">
    ${section(settings.appearance, [segments('theme', page, actions), languageChoice(page, actions)])}
    ${section(messages.person.heading, [whoField(state, actions), toggle('locates', page, actions)])}
    ${section(settings.counting, countingRows(page, actions))}
    ${page.slot('settings')}
    ${section(messages.lists.heading, [listsLink(page)])}
    ${section(settings.about, aboutRows(page))}
    ${advanced([toggle('showsRate', page, actions), backendChoice(state, page, actions)])}
  </div>`;
  return pageView({
    className: 'page--settings',
    title: settings.heading,
    back: () => page.navigate('start'),
    content,
  });
}

/** The person's name. @param {SettingsState} state @param {Actions} actions */
function whoField({ who }, actions) {
  const { name, nameHint } = messages.person;
  const onChange = (/** @type {Event} */ event) =>
    actions.setWho(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<div class="setting">
    <label class="setting__label" for="who">${name}</label>
    <p class="setting__hint" id="who-hint">${nameHint}</p>
    <input
      class="form__input setting__input"
      id="who"
      autocomplete="name"
      maxlength=${WHO_LIMIT}
      enterkeyhint="done"
      aria-describedby="who-hint"
      .value=${live(who)}
      @change=${onChange}
    />
  </div>`;
}

/** @param {string} title @param {unknown[]} rows */
const section = (title, rows) =>
  html`<section class="settings__section" aria-label=${title}>
    <h2 class="settings__title">${title}</h2>
    <div class="settings__card">${rows}</div>
  </section>`;

/** What a merchandiser never needs, and where words are that mean something to engineers alone. @param {unknown[]} rows */
const advanced = (rows) =>
  html`<details class="settings__section settings__more disclosure">
    <summary class="settings__title">${messages.settings.advanced}${icons.next}</summary>
    <div class="settings__card">${rows}</div>
  </details>`;

/** The settings of counting, with the choices that the current detector offers. @param {Page} page @param {Actions} actions */
function countingRows(page, actions) {
  const { card } = page.detector;
  const sizes = (/** @type {import('../../settings/settings.js').Mode} */ mode) => {
    if (!card) return nothing;
    const { faster, finer } = sizesOf(card, mode);
    if (faster === undefined && finer === undefined) return nothing;
    /** @type {Readonly<Record<string, number | undefined>>} */
    const sides = { faster, finer };
    const name = mode === 'live' ? 'liveSize' : 'photoSize';
    const choices = CHOICES[name].filter((choice) => !(choice in sides) || sides[choice] !== undefined);
    return segments(name, page, actions, choices);
  };
  return [
    segments('liveSensitivity', page, actions),
    sizes('live'),
    segments('photoSensitivity', page, actions),
    sizes('photo'),
    card && card.labels.length > 1 ? toggle('showsKinds', page, actions) : nothing,
    canVibrate() ? toggle('vibrates', page, actions) : nothing,
  ];
}

/**
 * A setting with a few choices side by side.
 *
 * @param {ChoiceName} name
 * @param {Page} page
 * @param {Actions} actions
 * @param {readonly Settings[ChoiceName][]} [choices]
 */
function segments(name, { settings: values }, actions, choices = CHOICES[name]) {
  /** @type {Field} */
  const { label, hint, options = {} } = messages.settings.fields[name];
  // If the current detector does not offer the chosen size, its standard size is used.
  const chosen = choices.includes(values[name]) ? values[name] : 'auto';
  return html`<div class="setting" role="radiogroup" aria-labelledby=${`${name}-label`}>
    <p class="setting__label" id=${`${name}-label`}>${label}</p>
    ${hint ? html`<p class="setting__hint">${hint}</p>` : nothing}
    <div class="segments">
      ${choices.map(
        (choice) => html`<label class="segment">
          <input
            class="visually-hidden"
            type="radio"
            name=${name}
            value=${choice}
            .checked=${live(choice === chosen)}
            @change=${() => actions.change(name, choice)}
          /><span>${options[choice]}</span>
        </label>`,
      )}
    </div>
  </div>`;
}

/** @param {SwitchName} name @param {Page} page @param {Actions} actions */
function toggle(name, { settings: values }, actions) {
  /** @type {Field} */
  const { label, hint } = messages.settings.fields[name];
  const onChange = (/** @type {Event} */ event) =>
    actions.change(name, /** @type {HTMLInputElement} */ (event.target).checked);
  return html`<label class="setting setting--switch">
    <span>
      <span class="setting__label">${label}</span>
      ${hint ? html`<span class="setting__hint" id=${`${name}-hint`}>${hint}</span>` : nothing}
    </span>
    <input
      class="switch"
      type="checkbox"
      role="switch"
      aria-label=${label}
      aria-describedby=${hint ? `${name}-hint` : nothing}
      .checked=${live(values[name])}
      @change=${onChange}
    />
  </label>`;
}

/** Changing the language reloads the page, so it is disabled while there is unsaved work. @param {Page} page @param {Actions} actions */
function languageChoice({ hasUnsavedWork: isLocked }, actions) {
  const { label, phone, locked } = messages.settings.language;
  const onChange = (/** @type {Event} */ event) =>
    actions.speak(/** @type {HTMLSelectElement} */ (event.target).value);
  const all = [{ code: '', name: phone }, ...languages];
  return html`<div class="setting">
    <label class="setting__label" for="language">${label}</label>
    ${isLocked ? html`<p class="setting__hint">${locked}</p>` : nothing}
    <select class="form__input setting__select" id="language" ?disabled=${isLocked} @change=${onChange}>
      ${all.map(
        ({ code, name }) =>
          html`<option value=${code} lang=${code || nothing} ?selected=${code === chosenLanguage}>${name}</option>`,
      )}
    </select>
  </div>`;
}

/** @param {SettingsState} state @param {Page} page @param {Actions} actions */
function backendChoice({ backends }, { settings: values, detector }, actions) {
  const { fields, unavailable, current } = messages.settings;
  /** @type {Field} */
  const { label, hint, options = {} } = fields.backend;
  return html`<div class="setting" role="radiogroup" aria-labelledby="backend-label">
    <p class="setting__label" id="backend-label">${label}</p>
    <p class="setting__hint">${hint}</p>
    <div class="options">
      ${CHOICES.backend.map((choice) => {
        // The current choice stays in the list even if it is no longer available.
        const isHere =
          choice === 'auto' || choice === values.backend || (backends?.includes(choice) ?? false);
        const now =
          choice === 'auto' && detector.status === 'ready' ? current(options[detector.backend]) : '';
        const note = isHere || !backends ? now : unavailable;
        return html`<label class="option">
          <input
            type="radio"
            name="backend"
            value=${choice}
            ?disabled=${!isHere}
            .checked=${live(choice === values.backend)}
            @change=${() => actions.change('backend', choice)}
          />
          <span>
            <span class="option__name">${options[choice]}</span>
            ${note ? html`<span class="setting__hint">${note}</span>` : nothing}
          </span>
        </label>`;
      })}
    </div>
    ${detector.status === 'loading' ? html`<p class="setting__hint" role="status">${messages.model.prepare} …</p>` : nothing}
  </div>`;
}

/** @param {Page} page */
const listsLink = ({ navigate }) =>
  html`<button class="setting setting--link" @click=${() => navigate('lists')}>
    <span>
      <span class="setting__label">${messages.lists.heading}</span>
      <span class="setting__hint">${messages.lists.hint}</span>
    </span>
    ${icons.next}
  </button>`;

/** @param {Page} page */
function aboutRows({ detector: { card }, version, navigate }) {
  const { settings, models } = messages;
  const row = (/** @type {string} */ term, /** @type {string} */ text) =>
    html`<div><dt>${term}</dt><dd>${text}</dd></div>`;
  return [
    html`<button class="setting setting--link" @click=${() => navigate('models')}>
      <span>
        <span class="setting__label">${models.heading}</span>
        <span class="setting__hint">${settings.modelsHint}</span>
      </span>
      ${icons.next}
    </button>`,
    html`<dl class="setting about">
      ${
        card
          ? [
              row(settings.detector, `${card.title} ${card.version}`),
              row(models.size, models.bytes(bytesOf(card))),
              row(models.weights, card.licence.weights),
              row(models.data, card.licence.data),
            ]
          : nothing
      }
      ${row(settings.version, version)}
    </dl>`,
  ];
}

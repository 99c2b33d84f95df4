/** The theme on the page; tokens.css has its colours. first-paint.js sets a stored one before this module is there. */

/** @typedef {import('./settings.js').Settings} Settings */

/** @param {Settings['theme']} theme */
export function applyTheme(theme) {
  const { dataset } = document.documentElement;
  if (theme === 'auto') delete dataset.theme;
  else dataset.theme = theme;
  meta('color-scheme').content = theme === 'auto' ? 'light dark' : theme;
  paintBrowserBar();
}

/** Gives the bar of the browser the colour of what lies under it: the dark edge of a picture, or the page of a text. */
export function paintBrowserBar() {
  const isText = document.querySelector('.page, .problem') !== null;
  const { backgroundColor } = getComputedStyle(document.body);
  const chrome = getComputedStyle(document.documentElement).getPropertyValue('--chrome').trim();
  meta('theme-color').content = isText ? backgroundColor : chrome;
}

/** @param {string} name */
const meta = (name) => /** @type {HTMLMetaElement} */ (document.querySelector(`meta[name='${name}']`));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paintBrowserBar);

/** Applies the theme; tokens.css has its colours. first-paint.js applies a stored theme before this module is loaded. */

/** @typedef {import('./settings.js').Settings} Settings */

/** @param {Settings['theme']} theme */
export function applyTheme(theme) {
  const { dataset } = document.documentElement;
  if (theme === 'auto') delete dataset.theme;
  else dataset.theme = theme;
  meta('color-scheme').content = theme === 'auto' ? 'light dark' : theme;
  paintBrowserBar();
}

/** Colours the browser's bar like the view under it: dark for a picture, the page's background for text. */
export function paintBrowserBar() {
  const isText = document.querySelector('.page, .problem') !== null;
  const { backgroundColor } = getComputedStyle(document.body);
  const chrome = getComputedStyle(document.documentElement).getPropertyValue('--chrome').trim();
  meta('theme-color').content = isText ? backgroundColor : chrome;
}

/** @param {string} name */
const meta = (name) => /** @type {HTMLMetaElement} */ (document.querySelector(`meta[name='${name}']`));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paintBrowserBar);

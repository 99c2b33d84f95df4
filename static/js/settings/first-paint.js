/*
 * The theme that the person chose, before anything is painted: a script of the old kind, which the browser runs while it
 * reads the head. The content security policy allows none inside the page, and modules come only after the first paint.
 * theme.js does the rest; settings.js says what is stored.
 */
try {
  const { theme } = JSON.parse(localStorage.getItem('shelfscan.settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // No storage, or junk in it: the theme is the phone's.
}

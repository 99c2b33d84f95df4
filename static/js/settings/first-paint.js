/*
 * Applies the chosen theme before the first paint. This is a classic script, which the browser runs while it parses the
 * head: modules run only after the first paint, and the content security policy forbids inline scripts. theme.js does the
 * rest; settings.js defines the stored record.
 */
try {
  const { theme } = JSON.parse(localStorage.getItem('shelfscan.settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // No storage, or an invalid record: the phone's theme is used.
}

/*
 * Says in one sentence that a browser is too old, in place of the page. This is a classic script in the syntax of 2015, which
 * such a browser can read: it runs before all modules, and main.js starts nothing where it has found the browser too old.
 */
(() => {
  // Without these no photo is counted: MDN has them in Safari 16.4, Chromium 110 and Firefox 115 at the latest. The program is
  // that of detector/library.js.
  const SIMD = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
  ];
  const lacks = {
    modules: !('noModule' in HTMLScriptElement.prototype),
    toSorted: !('toSorted' in Array.prototype),
    // Where WebAssembly is switched off altogether, the browser is not old; the start view says what is wrong.
    simd: typeof WebAssembly === 'object' && !WebAssembly.validate(new Uint8Array(SIMD)),
  };

  /** @type {Record<string, string>} */
  const SENTENCES = {
    en: 'This browser is too old for Shelfscan, which needs Safari 16.4 (with iOS 16.4), Chrome or Edge 113, Firefox 128, or newer.',
    pt: 'Este navegador é antigo demais para o Shelfscan, que precisa do Safari 16.4 (com iOS 16.4), Chrome ou Edge 113, Firefox 128 ou mais novo.',
    es: 'Este navegador es demasiado antiguo para Shelfscan, que necesita Safari 16.4 (con iOS 16.4), Chrome o Edge 113, Firefox 128 o más nuevo.',
    de: 'Dieser Browser ist zu alt für Shelfscan. Es braucht Safari 16.4 (mit iOS 16.4), Chrome oder Edge 113, Firefox 128 oder neuer.',
  };

  /** As messages.js does. @returns {string} a language of SENTENCES */
  const chooseLanguage = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem('shelfscan.language');
    } catch (_) {
      // Storage is blocked.
    }
    const wanted = [chosen || ''].concat(navigator.languages || [navigator.language]);
    return wanted.map((locale) => locale.slice(0, 2)).find((code) => code in SENTENCES) || 'en';
  };

  const say = () => {
    const note = document.querySelector('.boot__late');
    if (!note) return; // the page is at work
    const language = chooseLanguage();
    document.documentElement.lang = language;
    note.className = 'boot__old';
    note.textContent = SENTENCES[language];
  };

  const sayOnceParsed = () => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', say);
    else say();
  };

  if (lacks.modules || lacks.toSorted || lacks.simd) {
    document.documentElement.dataset.browser = 'old';
    sayOnceParsed();
  }
  // A module that cannot be parsed: the page never starts. An import that finds no such name is a SyntaxError as well, of
  // files that do not belong together, as while a server is updated.
  addEventListener('error', ({ error }) => {
    if (error instanceof SyntaxError && !/\b(import|export)/i.test(error.message)) sayOnceParsed();
  });
})();

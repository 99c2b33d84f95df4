/**
 * The parts of a page that modules with views need while they are imported, and the shell while it runs, so that they can
 * be tested under Node. Import it before them: `await import(...)` after a static import of this file.
 */
const element = { dataset: {}, lang: '', style: {}, content: '' };
const events = new EventTarget();
Object.assign(globalThis, {
  document: {
    title: '',
    createComment: () => ({}),
    createTreeWalker: () => ({}),
    createElement: () => ({ ...element }),
    documentElement: { ...element },
    querySelector: () => ({ ...element }),
    body: { ...element, dataset: {} },
  },
  matchMedia: () => ({ matches: false, addEventListener: () => {} }),
  getComputedStyle: () => ({ backgroundColor: '', getPropertyValue: () => '' }),
  location: { hash: '', pathname: '/', search: '' },
  history: { state: null, pushState: () => {}, replaceState: () => {}, go: () => {} },
  addEventListener: events.addEventListener.bind(events),
  removeEventListener: events.removeEventListener.bind(events),
  dispatchEvent: events.dispatchEvent.bind(events),
  scrollTo: () => {},
  scrollY: 0,
  reportError: () => {},
});

/**
 * The parts of a page that modules with views need while they are imported, so that their exports can be tested under
 * Node. Import it before them: `await import(...)` after a static import of this file.
 */
const element = { dataset: {}, lang: '', style: {} };
Object.assign(globalThis, {
  document: {
    createComment: () => ({}),
    createTreeWalker: () => ({}),
    createElement: () => ({ ...element }),
    documentElement: { ...element },
    querySelector: () => null,
    body: { ...element },
  },
  matchMedia: () => ({ matches: false, addEventListener: () => {} }),
});

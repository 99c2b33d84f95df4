import assert from 'node:assert/strict';
import { test } from 'node:test';

import '../fake-dom.js';
import { DETECTOR_LOADING } from '../../../static/js/detector/service.js';

const { nothing } = await import('../../../static/vendor/lit.js');
const { App } = await import('../../../static/js/shell/app.js');
const { problem } = await import('../../../static/js/shell/problem.js');

/** @typedef {import('../../../static/js/features/contract.js').AnyFeature} AnyFeature */
/** @typedef {import('../../../static/js/features/contract.js').Context<any>} Context */
/** @typedef {import('../../../static/js/features/contract.js').Page} Page */

/** @param {Partial<AnyFeature> & { name: string }} feature @returns {AnyFeature} with one view of the same name */
function makeFeature(feature) {
  const { name } = feature;
  /** @type {AnyFeature['routes']} */
  const routes = [
    {
      name,
      path: `#/${name}`,
      view: (slice) => `${name}: ${JSON.stringify(slice)}`,
      open: (actions) => actions.open(),
    },
  ];
  return {
    initial: {},
    create: (context) => ({ context, open: () => context.show(name) }),
    routes,
    ...feature,
  };
}

/**
 * An app with these features, started; `shown()` is what the open view has drawn last.
 * @param {AnyFeature[]} features
 */
async function startApp(...features) {
  /** @type {{ values: unknown[] }[]} */
  const painted = [];
  /** @type {Map<string, Context>} */
  const contexts = new Map();
  const watched = [makeFeature({ name: 'start' }), problem, ...features].map((feature) => ({
    ...feature,
    create: (/** @type {Context} */ context) => {
      contexts.set(feature.name, context);
      return feature.create(context);
    },
  }));
  const services = /** @type {any} */ ({
    detector: { state: DETECTOR_LOADING },
    offline: { state: { shell: 'pending', isOnline: true, updateWaiting: false } },
    looks: { state: { kept: true } },
    settings: { values: {} },
  });
  const app = new App({
    features: watched,
    services,
    root: /** @type {any} */ ({ replaceChildren: () => {}, querySelector: () => null }),
    version: '1.2.3',
    paint: (content) => painted.push(/** @type {any} */ (content)),
  });
  app.start();
  await settle();
  /** @param {string} name @returns {Context} */
  const contextOf = (name) => /** @type {Context} */ (contexts.get(name));
  return { app, contextOf, shown: () => painted.at(-1)?.values[0] };
}

const settle = () => new Promise(setImmediate);

test('a view shows the slice of its own feature, and no other feature changes that', async () => {
  const { contextOf, shown } = await startApp(
    makeFeature({ name: 'a', initial: { n: 1 } }),
    makeFeature({ name: 'b', initial: { n: 5 } }),
  );
  contextOf('a').navigate('a');
  contextOf('b').update({ n: 6 });
  contextOf('a').update({ n: 2 });
  await settle();
  assert.equal(shown(), 'a: {"n":2}');
  assert.deepEqual(contextOf('b').state(), { n: 6 });
});

test('every feature is told to leave before another view is shown, unless it is shown over what is open', async () => {
  /** @type {string[]} */
  const left = [];
  const { contextOf } = await startApp(
    makeFeature({ name: 'a', leave: (_actions, next) => left.push(`a for ${next}`) }),
    makeFeature({ name: 'b' }),
  );
  contextOf('b').show('b', { over: true });
  assert.deepEqual(left, []);
  assert.equal(contextOf('a').currentView(), 'b');
  contextOf('b').show('b');
  assert.deepEqual(left, ['a for b']);
});

test('a view that nobody has is the start', async () => {
  const { contextOf } = await startApp(makeFeature({ name: 'a' }));
  contextOf('a').navigate('a');
  contextOf('a').navigate('cellar');
  assert.equal(contextOf('a').currentView(), 'start');
});

test('what opens a view is told whether a tap did, and what for', async () => {
  /** @type {unknown[]} */
  const opened = [];
  const a = makeFeature({ name: 'a' });
  const routes = [
    {
      name: 'a',
      path: '#/a',
      view: () => '',
      open: (/** @type {any} */ _, /** @type {any} */ params) => opened.push(params),
    },
  ];
  const { contextOf } = await startApp({ ...a, routes });
  contextOf('start').navigate('a', { id: 'x' });
  assert.deepEqual(opened, [{ id: 'x', byTap: true }]);
});

test('a slot holds what features show in it, in their order, and is empty where none shows anything', async () => {
  /** @type {unknown[]} */
  const slots = [];
  const asking = makeFeature({ name: 'asking' });
  const routes = [
    {
      name: 'asking',
      path: '#/asking',
      open: (/** @type {any} */ actions) => actions.open(),
      view: (/** @type {unknown} */ _s, /** @type {unknown} */ _a, /** @type {Page} */ page) => {
        slots.push(page.slot('cards', 'details'), page.slot('none'));
      },
    },
  ];
  const { contextOf } = await startApp(
    { ...asking, routes },
    makeFeature({ name: 'a', slots: { cards: (_s, _a, _p, details) => `a with ${details}` } }),
    makeFeature({ name: 'b', slots: { cards: () => nothing } }),
    makeFeature({ name: 'c', slots: { cards: () => 'c' } }),
  );
  contextOf('asking').navigate('asking');
  await settle();
  assert.deepEqual(slots.slice(-2), [['a with details', 'c'], []]);
});

test('an event reaches the features that listen, with its value', async () => {
  /** @type {unknown[]} */
  const heard = [];
  const { contextOf } = await startApp(
    makeFeature({ name: 'a', listens: { counted: (_actions, count) => heard.push(count) } }),
    makeFeature({ name: 'b' }),
  );
  contextOf('b').publish('counted', 7);
  assert.deepEqual(heard, [7]);
});

test('a problem leaves what was open, and is shown with the way to try again', async () => {
  /** @type {string[]} */
  const left = [];
  let retried = 0;
  const { contextOf } = await startApp(
    makeFeature({ name: 'a', leave: (_actions, next) => left.push(next) }),
  );
  contextOf('a').showProblem(new Error('lost'), () => {
    retried += 1;
  });
  assert.equal(contextOf('a').currentView(), 'problem');
  assert.deepEqual(left, ['problem']);
  const { code, retry } = contextOf('problem').state();
  assert.equal(code, 'unknown');
  retry();
  assert.equal(retried, 1);
});

test('a view knows of work that a reload would lose', async () => {
  /** @type {boolean[]} */
  const told = [];
  const watching = makeFeature({ name: 'watching' });
  const routes = [
    {
      name: 'watching',
      path: '#/watching',
      open: (/** @type {any} */ actions) => actions.open(),
      view: (/** @type {unknown} */ _s, /** @type {unknown} */ _a, /** @type {Page} */ page) =>
        told.push(page.hasUnsavedWork),
    },
  ];
  const { contextOf } = await startApp(
    { ...watching, routes },
    makeFeature({ name: 'a', initial: { unsaved: 0 }, hasUnsavedWork: ({ unsaved }) => unsaved > 0 }),
  );
  contextOf('watching').navigate('watching');
  await settle();
  contextOf('a').update({ unsaved: 2 });
  await settle();
  assert.deepEqual([told[0], told.at(-1)], [false, true]);
});

test('the feature that can goes back to where the person was', async () => {
  /** @type {unknown[]} */
  const asked = [];
  await startApp(
    makeFeature({ name: 'a', restore: async (_actions, goElsewhere) => void asked.push(goElsewhere) }),
  );
  assert.deepEqual(asked, [null]);
});

test('the body says which view is open and how far the detector is, for styles and tests', async () => {
  const { contextOf } = await startApp(makeFeature({ name: 'a' }));
  contextOf('a').navigate('a');
  await settle();
  const { view, model, offline } = document.body.dataset;
  assert.deepEqual({ view, model, offline }, { view: 'a', model: 'loading', offline: 'pending' });
});

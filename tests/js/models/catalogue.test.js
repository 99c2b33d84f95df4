import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchCatalogue } from '../../../static/js/models/catalogue.js';
import { makeCard } from './cards.js';

const card = await makeCard('1.0.0', { 'model.json': '{}' });

/** @param {import('node:test').TestContext} t @param {string} body @param {number} [status] */
function answer(t, body, status = 200) {
  t.mock.method(globalThis, 'fetch', async () => new Response(body, { status }));
}

test('cards that this page cannot run are left out one by one', async (t) => {
  const ofNewerServer = { ...card, schemaVersion: 2 };
  const { defaults: _, ...incomplete } = card;
  const [{ sha256: __, ...withoutHash }] = card.files;
  const unverifiable = { ...card, files: [withoutHash] };
  answer(t, JSON.stringify({ models: [ofNewerServer, null, incomplete, unverifiable, card, 'text'] }));
  assert.deepEqual(await fetchCatalogue(), [card]);
});

for (const [what, models] of /** @type {const} */ ([
  ['that this page cannot run', [{ ...card, schemaVersion: 2 }]],
  ['at all', []],
])) {
  test(`a server without any model ${what} is reported as such`, async (t) => {
    answer(t, JSON.stringify({ models }));
    await assert.rejects(fetchCatalogue(), { code: 'no-usable-model' });
  });
}

test('a metric that could not be measured does not invalidate the list', async (t) => {
  const measured = {
    ...card,
    title: 'NaN and "Infinity"',
    metrics: [{ split: 'test', countError: 12.5, ap: 7.5 }],
  };
  const text = JSON.stringify({ models: [measured] });
  answer(t, text.replace('12.5', 'NaN').replace('7.5', '-Infinity'));
  const [found] = await fetchCatalogue();
  assert.equal(found.title, 'NaN and "Infinity"');
  assert.deepEqual(found.metrics, [{ split: 'test', countError: null, ap: null }]);
});

for (const [what, body, status] of /** @type {[string, string, number][]} */ ([
  ['a page of a Wi-Fi that wants a login', '<html>', 200],
  ['an answer without a list', '{"models":{}}', 200],
])) {
  test(`${what} is a failed download`, async (t) => {
    answer(t, body, status);
    await assert.rejects(fetchCatalogue(), { code: 'download-failed' });
  });
}

for (const status of [404, 500, 503]) {
  test(`an answer of ${status} is an error of the server, not of the network`, async (t) => {
    answer(t, '{}', status);
    await assert.rejects(fetchCatalogue(), { code: 'server-failed' });
  });
}

test('a card whose measurements make no sense is left out alone', async (t) => {
  const wrong = [[null], [{ closer: {} }], 'none'].map((metrics) => ({ ...card, metrics }));
  answer(t, JSON.stringify({ models: [...wrong, card] }));
  assert.deepEqual(await fetchCatalogue(), [card]);
});

for (const [what, reply] of /** @type {[string, () => Response][]} */ ([
  ['with the page of a sign-in', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
  ['with 401', () => new Response('', { status: 401 })],
  ['with 511, as networks with a sign-in do', () => new Response('', { status: 511 })],
  ['by a redirect', () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })],
])) {
  test(`an answer ${what} is told as a sign-in, and redirects are not followed`, async (t) => {
    const fetch = t.mock.method(globalThis, 'fetch', async () => reply());
    await assert.rejects(fetchCatalogue(), { code: 'sign-in-needed' });
    const options = /** @type {any} */ (fetch.mock.calls[0].arguments[1]);
    assert.equal(options.redirect, 'manual');
  });
}

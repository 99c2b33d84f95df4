import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { languages } from '../../../static/js/messages.js';
import { isOldSyntax, MINIMUM, newerApis, newerStyles, sources } from './browsers.js';

/** What may be missing, and what the page then does; tests/e2e/views/test_missing_apis.py takes each away. */
const OPTIONAL = Object.keys(
  JSON.parse(readFileSync(new URL('../../optional_apis.json', import.meta.url), 'utf8')),
);

/** Styles without which the page looks plainer and works as well. */
const DECORATIVE = new Set([
  ...['-webkit-tap-highlight-color', '-webkit-touch-callout', 'text-size-adjust'], // of phones' browsers alone
  ...[':-moz-progress-bar', ':-webkit-progress-bar', ':-webkit-progress-value'], // each for its own engine
  ...['cursor: crosshair', 'cursor: default', 'cursor: grab', 'cursor: grabbing', 'cursor: move'],
  ...['cursor: pointer', 'resize', 'resize: vertical'], // iPhones have no pointer
  'font-family: ui-monospace',
  ...['@page', 'size'], // the margins of what is printed
  ...['scrollbar-width', 'scrollbar-width: none'],
  ...['text-wrap', 'text-wrap: balance', 'text-wrap: pretty'],
  ...['backdrop-filter', 'mask-image', 'user-select'], // with their prefixed forms beside them, which esbuild's tables ask for
]);

const scripts = sources('.js');
const styles = sources('.css');
const named = (/** @type {string} */ api) => api.slice(api.lastIndexOf('.') + 1);

test('every API that one of the oldest browsers lacks is known to be optional', () => {
  const known = new Set(OPTIONAL.map(named));
  const unknown = [...newerApis([...scripts.values()])].filter((api) => !known.has(named(api)));
  assert.deepEqual(unknown, []);
});

test('every API that is called optional is used', () => {
  const text = [...scripts.values()].join('\n');
  assert.deepEqual(
    OPTIONAL.filter((api) => !new RegExp(`\\b${named(api)}\\b`).test(text)),
    [],
  );
});

test('no style that one of the oldest browsers lacks is needed', () => {
  for (const [file, text] of styles) {
    assert.deepEqual(
      [...newerStyles(text)].filter((style) => !DECORATIVE.has(style)),
      [],
      file,
    );
  }
});

test('scripts and style sheets are written in syntax that the oldest browsers read', async () => {
  for (const [file, text] of scripts) assert.ok(await isOldSyntax(text, 'js'), file);
  for (const [file, text] of styles) assert.ok(await isOldSyntax(text, 'css'), file);
});

test('what tells a browser that it is too old is written in syntax that such a browser reads', async () => {
  const script = scripts.get('static/js/shell/old-browser.js') ?? assert.fail('it is somewhere else');
  assert.ok(await isOldSyntax(script, 'js', 'es2015'));
  assert.equal(await isOldSyntax('navigator?.languages', 'js', 'es2015'), false);
});

test('the page, its documents and this test name the same oldest versions', () => {
  const { chrome, firefox, safari } = MINIMUM;
  const page = scripts.get('static/js/shell/old-browser.js') ?? '';
  const documents = ['docs/browsers.md', 'README.md'].map((file) =>
    readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'),
  );
  for (const text of [...page.matchAll(/^ {4}[a-z]{2}: '.*',$/gm), ...documents].map(String)) {
    for (const version of [`Safari ${safari}`, ` ${chrome}`, `Firefox ${firefox}`]) {
      assert.ok(text.includes(version), `${version} in ${text.slice(0, 80)}`);
    }
  }
  assert.equal([...page.matchAll(/^ {4}[a-z]{2}: '/gm)].length, languages.length);
});

test('newer APIs are found, wherever they stand', () => {
  const script = `
    const { promise } = Promise.withResolvers();
    for (const each of a.union(await Array.fromAsync(b))) if (each.checkVisibility()) each.showPopover();
    if ('ImageCapture' in globalThis) new ImageCapture(track); // Temporal
    navigator.vibrate?.(8);
  `;
  assert.deepEqual([...newerApis([script])].sort(), [
    '.ImageCapture',
    '.checkVisibility',
    '.fromAsync',
    '.showPopover',
    '.union',
    '.vibrate',
    '.withResolvers',
    'Array.fromAsync',
    'ImageCapture',
    'Promise.withResolvers',
  ]);
});

test('an API whose name our own code defines is found on the navigator', () => {
  assert.deepEqual([...newerApis(['export function share() { navigator.share(); }'])], ['navigator.share']);
});

test('newer styles are found, wherever they stand', () => {
  const css = `
    @starting-style { a { color: light-dark(red, blue); } }
    a:popover-open { field-sizing: content; display: grid; }
  `;
  assert.deepEqual([...newerStyles(css)].sort(), [
    ':popover-open',
    '@starting-style',
    'field-sizing',
    'field-sizing: content',
    'light-dark()',
  ]);
});

test('newer syntax is found', async () => {
  for (const script of [
    '/[a--b]/v;',
    'await using file = open();',
    'import x from "x" with { type: "json" };',
  ])
    assert.equal(await isOldSyntax(script, 'js'), false, script);
  for (const css of ['a { &:hover { color: red } }', 'a { user-select: none }'])
    assert.equal(await isOldSyntax(css, 'css'), false, css);
  assert.equal(await isOldSyntax('class A { static { a ??= b?.c; } }', 'js'), true);
});

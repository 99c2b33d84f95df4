import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { gtinIn, SameTwice, upcaOf } from '../../../static/js/barcode/digits.js';
import { nativeReader, zxingReader } from '../../../static/js/barcode/reader.js';
import { partInFrame } from '../../../static/js/barcode/region.js';
import { canvasOf, itf, upcE } from './stripes.js';

const EAN = '4006381333931';
const canvas = /** @type {any} */ ({});

/** @param {string[]} formats that it can read @param {string[]} values what it reads @param {string} [format] of that */
const browserThat = (formats, values, format = 'ean_13') => ({
  BarcodeDetector: /** @type {any} */ (
    class {
      static getSupportedFormats = async () => formats;
      /** @param {{ formats: string[] }} options */
      constructor(options) {
        assert.deepEqual(
          options.formats,
          formats.filter((each) => each !== 'qr_code'),
        );
      }
      detect = async () => values.map((rawValue) => ({ rawValue, format }));
    }
  ),
});

test('a number is taken as it is printed, in groups or not, and with its check digit right', () => {
  assert.equal(gtinIn(EAN), EAN);
  assert.equal(gtinIn(' 4 006381 333931 '), EAN);
  assert.equal(gtinIn('9638-5074'), '96385074');
  assert.equal(gtinIn('4006381333932'), null, 'the check digit is another');
  assert.equal(gtinIn('400638133393'), null, 'a digit is missing');
  assert.equal(gtinIn('coffee'), null);
  assert.equal(gtinIn(''), null);
});

test('an American number is the same, read as UPC-A or as EAN-13', () => {
  assert.equal(gtinIn('036000291452'), '036000291452');
  assert.equal(gtinIn('0036000291452'), '036000291452');
});

/** One for each rule of the GS1 General Specifications, 5.2.2.4: what the last digit but one says of the zeros. */
const SHORT = {
  '04252614': '042100005264',
  '06397126': '063200009716',
  '08679339': '086700000939',
  '02345147': '023450000017',
  '02345673': '023456000073',
};

test('UPC-E is the twelve digits that it is short for', () => {
  for (const [short, upca] of Object.entries(SHORT)) {
    assert.equal(upcaOf(short), upca);
    assert.equal(
      upcaOf(short.slice(0, 7) + ((Number(short[7]) + 1) % 10)),
      null,
      'the check digit is another',
    );
  }
  assert.equal(upcaOf('14252614'), null, 'begins with a zero');
  assert.equal(upcaOf('0425261'), null);
  assert.equal(gtinIn('0 425261 4'), '042100005264', 'as it is printed');
  assert.equal(gtinIn('96385074'), '96385074', 'EAN-8');
  assert.equal(gtinIn('01234565'), '01234565', 'right both ways: only stripes tell');
});

test('a carton has fourteen digits, and they stay as they are', () => {
  assert.equal(gtinIn('1 54 00141 28876 3'), '15400141288763');
  assert.equal(gtinIn('15400141288764'), null, 'the check digit is another');
});

test('what two pictures have shown counts, and what one has shown does not', () => {
  const twice = new SameTwice();
  assert.equal(twice.see('96385074'), null);
  assert.equal(twice.see(EAN), null, 'another one');
  assert.equal(twice.see(null), null);
  assert.equal(twice.see('4006381333932'), null, 'misread');
  assert.equal(twice.see(EAN), EAN, 'pictures between them showed nothing');
});

test('the frame on the screen is found in the picture, whichever of its sides is cut off', () => {
  const box = { x: 20, y: 100, width: 400, height: 300 };
  const frame = { x: 60, y: 160, width: 320, height: 180 };
  // Upright: as wide as the box, and of its height the middle.
  assert.deepEqual(partInFrame({ width: 800, height: 1600 }, box, frame), {
    x: 80,
    y: 620,
    width: 640,
    height: 360,
  });
  // Lying: as high as the box.
  assert.deepEqual(partInFrame({ width: 1600, height: 600 }, box, frame), {
    x: 480,
    y: 120,
    width: 640,
    height: 360,
  });
});

test('the browser reads by itself where it knows EAN-13, and not where it has the class alone', async () => {
  const read = await nativeReader(browserThat(['qr_code', 'ean_13', 'ean_8'], [EAN]));
  assert.equal(await read?.(canvas), EAN);
  const nothing = await nativeReader(browserThat(['ean_13', 'ean_8'], []));
  assert.equal(await nothing?.(canvas), null);
  assert.equal(await nativeReader(browserThat([], [])), null);
  assert.equal(await nativeReader({}), null);
});

test('by the browser, UPC-E is read as twelve digits, and ITF only as a carton has it', async () => {
  const formats = ['ean_13', 'upc_e', 'itf'];
  const read = async (/** @type {string} */ value, /** @type {string} */ format) =>
    (await nativeReader(browserThat(formats, [value], format)))?.(canvas);
  assert.equal(await read('01234565', 'upc_e'), '012345000065');
  assert.equal(await read('012345000065', 'upc_e'), '012345000065', 'where the system does it');
  assert.equal(await read('15400141288763', 'itf'), '15400141288763');
  assert.equal(await read('96385074', 'itf'), null, 'a part of its stripes');
});

test('by ZXing, too', async (t) => {
  const program = await readFile(new URL('../../../static/vendor/zxing_reader.wasm', import.meta.url));
  t.mock.method(
    globalThis,
    'fetch',
    async () => new Response(program, { headers: { 'Content-Type': 'application/wasm' } }),
  );
  const reader = await zxingReader();
  const read = async (/** @type {string} */ stripes) => gtinIn((await reader(canvasOf(stripes))) ?? '');
  for (const [short, upca] of Object.entries(SHORT)) assert.equal(await read(upcE(short)), upca);
  assert.equal(await read(upcE('01234565')), '012345000065');
  assert.equal(await read(itf('15400141288763')), '15400141288763');
  assert.equal(await read(itf('96385074')), null);
});

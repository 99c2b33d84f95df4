import assert from 'node:assert/strict';
import { test } from 'node:test';

import { gtinIn, SameTwice } from '../../../static/js/barcode/digits.js';
import { nativeReader } from '../../../static/js/barcode/reader.js';
import { partInFrame } from '../../../static/js/barcode/region.js';

const EAN = '4006381333931';
const canvas = /** @type {any} */ ({});

/** @param {string[]} formats @param {string[]} values */
const browserThat = (formats, values) => ({
  BarcodeDetector: /** @type {any} */ (
    class {
      static getSupportedFormats = async () => formats;
      /** @param {{ formats: string[] }} options */
      constructor(options) {
        assert.deepEqual(options.formats, ['ean_13', 'ean_8']);
      }
      detect = async () => values.map((rawValue) => ({ rawValue }));
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

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import {
  brandsIn,
  COLOURS,
  inShownOrder,
  joined,
  ownedBrand,
  renamedBrand,
  withBrands,
} from '../../../static/js/brands/list.js';
import { BrandService } from '../../../static/js/brands/service.js';

const names = (/** @type {{ name: string }[]} */ brands) => brands.map(({ name }) => name);

test('a name that is there in any case, or is empty, adds nothing, and colours go round', () => {
  const brands = withBrands([], ['Nordmark', ' nordMARK ', '', 'Alpina  Gold'], { own: true });
  assert.deepEqual(names(brands), ['Nordmark', 'Alpina Gold']);
  assert.equal(withBrands(brands, ['ALPINA gold'], { own: false }), brands);
  const many = withBrands(
    [],
    Array.from({ length: 2 * COLOURS }, (_, i) => `Brand ${i}`),
    { own: true },
  );
  for (let colour = 0; colour < COLOURS; colour += 1)
    assert.equal(many.filter((each) => each.colour === colour).length, 2);
});

test('a brand is renamed, but not to the name of another', () => {
  const brands = withBrands([], ['Nordmark', 'Alpina'], { own: true });
  const [{ id }] = brands;
  assert.deepEqual(names(renamedBrand(brands, id, 'NORDMARK') ?? []), ['NORDMARK', 'Alpina']);
  assert.equal(renamedBrand(brands, id, 'alpina'), null);
  assert.equal(renamedBrand(brands, id, '  '), brands, 'without a name it stays as it is');
});

test('ours come first, then by name', () => {
  const brands = withBrands(withBrands([], ['Zeta', 'Alpina'], { own: false }), ['Nordmark'], { own: true });
  assert.deepEqual(names(inShownOrder(brands)), ['Nordmark', 'Alpina', 'Zeta']);
  assert.deepEqual(names(inShownOrder(ownedBrand(brands, brands[0].id, true))), [
    'Nordmark',
    'Zeta',
    'Alpina',
  ]);
});

test('brands of another list are those of the same name in any case, else of the same id, else new', () => {
  const here = withBrands([], ['Nordmark', 'Alpina'], { own: true });
  const brand = { own: false, colour: 0 };
  const { brands, ids } = joined(here, [
    { ...brand, id: 'x1', name: 'NORDMARK' },
    { ...brand, id: here[1].id, name: 'Alpina before it was renamed' },
    { ...brand, id: 'x2', name: 'Zeta' },
    { ...brand, id: 'x3', name: 'zeta' },
  ]);
  assert.deepEqual(names(brands), ['Nordmark', 'Alpina', 'Zeta']);
  assert.deepEqual(Object.fromEntries(ids), {
    x1: here[0].id,
    [here[1].id]: here[1].id,
    x2: 'x2',
    x3: 'x2',
  });
  assert.equal(brands[0].own, true, 'what the person said of it stays');
});

test('what is stored and makes no sense is left out', () => {
  const brand = { id: 'b1', name: 'Nordmark', own: true, colour: 0 };
  assert.deepEqual(brandsIn([brand, null, { ...brand, own: 'yes' }, 7]), [brand]);
  assert.deepEqual(brandsIn(undefined), []);
});

/** A store of lists, as another tab may change it. */
function makeStore() {
  return {
    /** @type {unknown} */
    stored: undefined,
    async readList() {
      return this.stored;
    },
    /** @param {'brands'} _name @param {unknown} content */
    async saveList(_name, content) {
      this.stored = JSON.parse(JSON.stringify(content));
    },
  };
}

test('what another tab has added is kept by every change, and a deleted brand comes back in its place', async () => {
  const store = makeStore();
  const onFailure = () => assert.fail();
  const [one, other] = [new BrandService({ store, onFailure }), new BrandService({ store, onFailure })];
  await one.load();
  await other.load();
  await one.add(['Nordmark'], { own: true });
  const [alpina] = await other.add(['Alpina', 'Nordmark'], { own: false });
  assert.equal(alpina.name, 'Alpina');
  assert.deepEqual(names(other.list), ['Nordmark', 'Alpina']);
  await one.remove(one.list[0].id);
  assert.deepEqual(names(one.list), ['Alpina']);
  await one.undoRemove();
  await other.reload();
  assert.deepEqual(names(other.list), ['Nordmark', 'Alpina']);
  assert.equal(await one.rename(alpina.id, 'nordmark'), false);
});

test('a list that cannot be stored is told, and stays in memory', async () => {
  const store = { ...makeStore(), saveList: () => Promise.reject(new Error('full')) };
  /** @type {unknown[]} */
  const failures = [];
  const brands = new BrandService({ store, onFailure: (error) => failures.push(error) });
  await brands.add(['Nordmark'], { own: true });
  assert.equal(failures.length, 1);
  assert.deepEqual(names(brands.list), ['Nordmark']);
  await brands.add(['Alpina'], { own: true });
  assert.deepEqual(names(brands.list), ['Nordmark', 'Alpina']);
});

test('a list that could not be read is never replaced by what was added meanwhile', async () => {
  const store = makeStore();
  await new BrandService({ store, onFailure: () => assert.fail() }).add(['Nordmark'], { own: true });
  let isSilent = true;
  const silent = {
    readList: () => (isSilent ? Promise.reject(new Error('silent')) : store.readList()),
    /** @param {'brands'} name @param {unknown} content */
    saveList: (name, content) => store.saveList(name, content),
  };
  /** @type {unknown[]} */
  const failures = [];
  const brands = new BrandService({ store: silent, onFailure: (error) => failures.push(error) });
  await brands.load();
  assert.equal(failures.length, 0, 'the list of audits says it');
  await brands.add(['Alpina'], { own: true });
  assert.equal(failures.length, 1);
  assert.deepEqual(names(brands.list), ['Alpina']);
  isSilent = false;
  await brands.add(['Zeta'], { own: true });
  assert.deepEqual(names(brandsIn(store.stored)), ['Nordmark', 'Alpina', 'Zeta']);
});

test('what came back with an import is not brought back a second time', async () => {
  const brands = new BrandService({ store: makeStore(), onFailure: () => assert.fail() });
  const [nordmark] = await brands.add(['Nordmark'], { own: true });
  await brands.remove(nordmark.id);
  await brands.join([nordmark]);
  await brands.undoRemove();
  assert.deepEqual(brands.list, [nordmark]);
});

/** How people see colours whose red or green cones are missing, on linear light (Machado et al., 2009, severity 1). */
const SIGHT = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
};

/** @param {number[]} rgb linear, 0..1 @returns {number[]} CIE L*a*b* */
function lab([r, g, b]) {
  const xyz = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ];
  const [x, y, z] = xyz.map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

test('the colours of brands are told apart, also by people who are colour-blind', () => {
  const css = readFileSync(new URL('../../../static/css/tokens.css', import.meta.url), 'utf8');
  const colours = Array.from(css.matchAll(/--brand-\d+: #([\da-f]{6});/g), ([, hex]) =>
    [0, 2, 4].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    }),
  );
  assert.equal(colours.length, COLOURS);
  for (const [sight, m] of Object.entries(SIGHT)) {
    const seen = colours.map(([r, g, b]) =>
      lab([0, 3, 6].map((row) => Math.min(1, Math.max(0, m[row] * r + m[row + 1] * g + m[row + 2] * b)))),
    );
    seen.forEach((a, i) => {
      for (const b of seen.slice(i + 1)) {
        const apart = Math.hypot(...a.map((value, axis) => value - b[axis]));
        assert.ok(apart > 12, `${sight}: colour ${i} and ${seen.indexOf(b)} are ${apart.toFixed(1)} apart`);
      }
    });
  }
});

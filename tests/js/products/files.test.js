import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ArchiveReader } from '../../../static/js/export/unzip.js';
import { ArchiveWriter } from '../../../static/js/export/zip.js';
import { readCatalogue, readProducts } from '../../../static/js/lists/product-files.js';
import { ProductError } from '../../../static/js/products/errors.js';
import { asNewer } from '../newer.js';
import { asked, EMBEDDER, exampleOf, makeDisk, makeTab, vectorOf, vectorsOf } from './catalogue.js';

const LIMITS = { known: 0.7, margin: 0.05 };

/** @template T @param {T | null | undefined} value @returns {T} */
const there = (value) => value ?? assert.fail('nothing there');

/** A phone on which two products were learnt. */
async function makeFirst() {
  const disk = makeDisk();
  const tab = makeTab(disk);
  const [brand] = await tab.brands.add(['Nordmark'], { own: true });
  const lager = there(await tab.products.add({ name: 'Lager', brand: brand.id, gtin: '4006381333931' }));
  const weizen = there(await tab.products.add({ name: 'Weizen', size: '0,5 l' }));
  await tab.products.learn(lager.id, [exampleOf(1), exampleOf(1, 4, { isRight: false })]);
  await tab.products.learn(weizen.id, [exampleOf(2), exampleOf(3)]);
  return { disk, ...tab, lager, weizen };
}

/** @param {Blob} file @param {(content: any, files: Map<string, Blob>) => void} change @returns {Promise<Blob>} */
async function tampered(file, change) {
  const zip = await ArchiveReader.open(file);
  /** @type {Map<string, Blob>} */
  const files = new Map();
  for (const entry of zip.entries) files.set(entry.filename, await zip.read(entry));
  const content = JSON.parse(await there(files.get('catalogue.json')).text());
  files.delete('catalogue.json');
  change(content, files);
  const writer = new ArchiveWriter();
  for (const [path, each] of files) await writer.add(path, each, 1);
  await writer.add('catalogue.json', JSON.stringify(content), 1);
  return writer.finish();
}

test('a second phone knows the same products by their looks, with their brands', async () => {
  const first = await makeFirst();
  const second = makeTab(makeDisk());
  const report = await second.products.importFile(await first.products.exportFile());
  assert.deepEqual(report, { added: 2, changed: 0, removed: 0, full: 0, examples: 4 });
  const looks = vectorsOf(vectorOf(1), vectorOf(3, 1), vectorOf(9));
  const named = asked(looks, await second.products.gallery(EMBEDDER), LIMITS).map(({ product }) => product);
  assert.deepEqual(named, [first.lager.id, first.weizen.id, null]);
  const [brand] = second.brands.list;
  assert.deepEqual(
    [brand.name, brand.own, second.products.find(first.lager.id)?.brand],
    ['Nordmark', true, brand.id],
  );
  const [example] = await second.products.examplesOf(first.lager.id);
  assert.deepEqual(new Uint8Array(example.crop.bytes), new Uint8Array(exampleOf(1).crop.bytes));
  const again = await second.products.importFile(await first.products.exportFile());
  assert.deepEqual(
    again,
    { added: 0, changed: 0, removed: 0, full: 0, examples: 0 },
    'once more brings nothing',
  );
});

test('a catalogue that comes back brings what was changed and deleted meanwhile, and takes nothing away', async () => {
  const first = await makeFirst();
  const second = makeTab(makeDisk());
  await second.products.importFile(await first.products.exportFile());
  await second.products.change(first.lager.id, { name: 'Lager Export' });
  await second.products.remove(first.weizen.id);
  const pils = there(await second.products.add({ name: 'Pils' }));
  await second.products.learn(pils.id, [exampleOf(7)]);
  const rauch = there(await first.products.add({ name: 'Rauchbier' }));
  const report = await first.products.importFile(await second.products.exportFile());
  assert.deepEqual([report.added, report.changed, report.removed, report.examples], [1, 1, 1, 1]);
  assert.deepEqual(
    first.products.list.map(({ name }) => name),
    ['Lager Export', 'Pils', 'Rauchbier'],
  );
  assert.ok(first.products.find(rauch.id));
});

test('a product that both phones have named gets the examples of both, and merged ones stay merged', async () => {
  const first = await makeFirst();
  const twin = there(await first.products.add({ name: 'Weisse' }));
  await first.products.learn(twin.id, [exampleOf(5)]);
  await first.products.merge(twin.id, first.weizen.id);
  const second = makeTab(makeDisk());
  const own = there(await second.products.add({ name: 'My lager', gtin: '04006381333931' }));
  await second.products.learn(own.id, [exampleOf(8)]);
  await second.products.importFile(await first.products.exportFile());
  const looks = vectorsOf(vectorOf(1), vectorOf(8), vectorOf(5));
  const named = asked(looks, await second.products.gallery(EMBEDDER), LIMITS).map(({ product }) => product);
  assert.deepEqual(named, [own.id, own.id, first.weizen.id]);
  assert.equal(second.products.find(twin.id)?.id, first.weizen.id);
});

test('of a damaged file nothing comes in, and it says why', async () => {
  const first = await makeFirst();
  const file = await first.products.exportFile();
  /** @type {[string, (content: any, files: Map<string, Blob>) => void][]} */
  const damages = [
    ['import-damaged', (content) => (content.products[0].name = 7)],
    ['import-damaged', (content) => (content.products = undefined)],
    ['import-damaged', (content) => (content.examples[1].vector = '?')],
    ['import-damaged', (content) => (content.examples[1].product = 'unknown')],
    ['import-damaged', (content) => (content.examples[1].crop = '../../x')],
    ['import-damaged', (content) => (content.examples[1].id = '../x')],
    ['import-damaged', (content) => (content.examples[1] = null)],
    ['import-damaged', (_content, files) => files.delete([...files.keys()][0])],
    ['import-newer', (content) => (content.version = 2)],
    ['import-foreign', (content) => (content.format = 'shelfscan-audits')],
  ];
  for (const [code, damage] of damages) {
    const { products, brands } = makeTab(makeDisk());
    await assert.rejects(products.importFile(await tampered(file, damage)), { code }, String(damage));
    assert.deepEqual([products.list.length, brands.list.length], [0, 0]);
  }
  const { products } = makeTab(makeDisk());
  await assert.rejects(products.importFile(new Blob(['PK', new Uint8Array(50)])), {
    code: 'import-unreadable',
  });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const crop = there(
    (await ArchiveReader.open(file)).entries.find(({ filename }) => filename.startsWith('crops/')),
  );
  bytes[crop.offset + 30 + crop.filename.length + 1] ^= 255;
  await assert.rejects(
    products.importFile(new Blob([bytes])),
    { code: 'import-unreadable' },
    'a picture of other bytes',
  );
  assert.equal(products.list.length, 0);
});

test('what a newer version says of products and their looks besides is left out, and all else comes in', async () => {
  const first = await makeFirst();
  const file = await tampered(await first.products.exportFile(), (content, files) => {
    Object.assign(content, asNewer(content));
    files.set('later.bin', new Blob(['later']));
  });
  const { products, examples } = await readCatalogue(file);
  assert.deepEqual(products, first.products.all);
  const second = makeTab(makeDisk());
  const report = await second.products.importFile(file);
  assert.deepEqual([report.added, report.examples, report.problem, examples.length], [2, 4, undefined, 4]);
});

test('no room for the examples: the products are there, and it is told', async () => {
  const file = await (await makeFirst()).products.exportFile();
  const { products, store } = makeTab(makeDisk());
  store.changeLooks = async () => {
    throw new ProductError('storage-full');
  };
  const report = await products.importFile(file);
  assert.deepEqual([report.added, report.examples, report.problem], [2, 0, 'storage-full']);
});

test('an exported file can be unpacked and packed again by other programs, in a folder of their own', async () => {
  const first = await makeFirst();
  const packed = await tampered(await first.products.exportFile(), () => {});
  const zip = await ArchiveReader.open(packed);
  const writer = new ArchiveWriter();
  for (const entry of zip.entries) await writer.add(`My folder/${entry.filename}`, await zip.read(entry), 1);
  const { products, examples } = await readCatalogue(await writer.finish());
  assert.deepEqual([products.length, examples.length], [2, 4]);
});

test('products come from a list, in four languages, and numbers that are none are told', () => {
  const { rows, left, notes } = readProducts(
    [
      'Artikel;Marke;EAN;Warengruppe;Größe',
      'Lager;Nordmark;4006381333931;Bier;0,5 l',
      'Weizen;Nordmark;4006381333932;Bier;',
      ';Nordmark;;;',
      'Lager neu;Nordmark;04006381333931;;',
    ].join('\r\n'),
  );
  assert.deepEqual(rows, [
    { line: 2, name: 'Lager', brand: 'Nordmark', gtin: '4006381333931', category: 'Bier', size: '0,5 l' },
    { line: 3, name: 'Weizen', brand: 'Nordmark', gtin: '', category: 'Bier', size: '' },
  ]);
  assert.deepEqual(
    left.map(({ line, reason }) => [line, reason]),
    [
      [4, 'no-name'],
      [5, 'double'],
    ],
  );
  assert.deepEqual(notes, [{ line: 3, reason: 'gtin', text: '4006381333932' }]);
  for (const header of ['producto,tamaño', 'produto,conteúdo', 'product,size'])
    assert.deepEqual(readProducts(`${header}\nA,1 l`).rows[0].size, '1 l', header);
  assert.throws(() => readProducts('price\n1'), { code: 'list-no-columns' });
});

test('a list brings brands and products, and once more nothing', async () => {
  const { products, brands } = makeTab(makeDisk());
  const csv = 'name,brand,gtin,size\nLager,Nordmark,4006381333931,0.5 l\nWeizen,nordmark,,\n';
  const report = await products.importCsv(csv);
  assert.deepEqual([report.added, report.changed, report.left, report.notes], [2, 0, [], []]);
  assert.deepEqual(
    brands.list.map(({ name, own }) => [name, own]),
    [['Nordmark', false]],
  );
  assert.ok(products.list.every(({ brand }) => brand === brands.list[0].id));
  assert.deepEqual([(await products.importCsv(csv)).added, products.list.length], [0, 2]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '../../../static/js/export/csv.js';
import {
  distanceOf,
  knownStores,
  matching,
  nearestFirst,
  onlyOne,
} from '../../../static/js/lists/nearest.js';
import { asStoreList, mergeStores, parseStores, storesTemplate } from '../../../static/js/lists/stores.js';
import { fc } from '../properties.js';

/** @typedef {import('../../../static/js/lists/stores.js').Store} Store */

/** @param {Partial<Store>} change @returns {Store} */
const store = (change) => ({ id: '', name: 'Corner', address: '', ...change });

test('columns are found by their names in four languages, in any case and order, and others are left alone', () => {
  const wanted = [
    {
      id: '0047',
      name: 'Shop',
      address: 'Road 1',
      latitude: 52.5,
      longitude: 13.25,
      categories: ['Tea', 'Rum'],
    },
  ];
  for (const text of [
    'ID,Name,Address,Latitude,Longitude,Categories\n0047,Shop,Road 1,52.5,13.25,Tea|Rum',
    'Länge;Marktname;Breitengrad;Sonst;FILIALNUMMER;Straße;Kategorien\n13,25;Shop;52,5;x;0047;Road 1;Tea | Rum',
    'id tienda;nombre;dirección;latitud;longitud;categorías\n0047;Shop;Road 1;52,5;13,25;"Tea;Rum;tea "',
    'categorias\tlat\tlng\tendereço\tnome\tcódigo\nTea|Rum\t52.5\t13.25\tRoad 1\tShop\t0047',
  ]) {
    const { stores, left, notes } = parseStores(text);
    const [found] = stores;
    assert.deepEqual([left, notes], [[], []], text);
    assert.deepEqual(
      {
        ...found,
        categories: found.categories
          ?.map((name) => name.replace('tea', 'Tea'))
          .sort()
          .reverse(),
      },
      wanted[0],
      text,
    );
  }
});

test('street and town are one address', () => {
  const { stores } = parseStores('Name;Straße;PLZ;Ort\nMarkt;Weg 1;01067;Dresden');
  assert.equal(stores[0].address, 'Weg 1, 01067, Dresden');
});

test('what is whole comes in, what is not is named with its line and reason', () => {
  const { stores, left, notes } = parseStores(
    [
      'id,name,address,lat,lng',
      '1,A,Road 1,10,20',
      '2,,Road 2,,',
      '1,B,Road 3,,',
      '3,C,Road 4, Town,10,20',
      `4,${'x'.repeat(121)},,,`,
      '5,D,,north,20',
      '6,E,,91,20',
      '7,"F,,,',
      '8,G,,10,',
      '9,H,,,',
    ].join('\n'),
  );
  assert.deepEqual(
    stores.map(({ id }) => id),
    ['1', '5', '6', '8', '9'],
  );
  assert.deepEqual(
    left.map(({ line, reason }) => [line, reason]),
    [
      [3, 'no-name'],
      [4, 'double'],
      [5, 'columns'],
      [6, 'too-long'],
      [9, 'quote'],
    ],
  );
  assert.deepEqual(
    notes.map(({ line, reason }) => [line, reason]),
    [
      [7, 'position'],
      [8, 'position'],
      [10, 'position'],
    ],
  );
  assert.ok(stores.slice(1).every(({ latitude }) => latitude === undefined));
});

test('a file without a column for the name, without lines, or with far too many, is refused', () => {
  assert.throws(() => parseStores('id,city2\n1,x'), { code: 'list-no-columns' });
  assert.throws(() => parseStores('id,name\n'), { code: 'list-empty' });
  assert.throws(() => parseStores(''), { code: 'list-empty' });
  const begun = performance.now();
  assert.throws(() => parseStores(`id,name\n${'1,"a\n'.repeat(1e6)}`), { code: 'list-too-long' });
  assert.ok(performance.now() - begun < 30_000);
});

test('names that mean something to a program are names', () => {
  const { stores } = parseStores(
    'id,name,__proto__\n__proto__,=1+1,x\nconstructor,<script>alert(1)</script>,y',
  );
  assert.deepEqual(
    stores.map(({ id, name }) => [id, name]),
    [
      ['__proto__', '=1+1'],
      ['constructor', '<script>alert(1)</script>'],
    ],
  );
  assert.equal(mergeStores(stores, stores).stores.length, 2);
});

test('a name that the exports guard, because it begins like a formula, is read as it was', () => {
  const rows = [
    ['id', 'name', 'address'],
    ['-1', '=1+1', "'@home"],
  ];
  assert.deepEqual(parseStores(toCsv(rows)).stores, [store({ id: '-1', name: '=1+1', address: "'@home" })]);
});

test('importing again changes nothing twice, whatever the list', () => {
  const any = fc.record({
    id: fc.constantFrom('', '1', '2', '3'),
    name: fc.constantFrom('A', 'a', 'B', 'C'),
    address: fc.constantFrom('', 'x', 'y'),
  });
  const file = fc.array(any, { minLength: 1, maxLength: 8 }).map((rows) => {
    const lines = rows.map(({ id, name, address }) => [id, name, address]);
    return parseStores(toCsv([['id', 'name', 'address'], ...lines])).stores;
  });
  fc.assert(
    fc.property(file, file, (first, second) => {
      const once = mergeStores(mergeStores([], first).stores, second).stores;
      const again = mergeStores(once, second);
      assert.equal(again.stores.length, once.length);
      assert.equal(again.added, 0);
      assert.equal(again.same + again.updated, second.length);
    }),
  );
});

test('a store is known again by its id, or by its name where it has none', () => {
  const known = [store({ id: '1', name: 'A' }), store({ name: 'B', address: 'x' }), store({ name: 'C' })];
  const merged = mergeStores(known, [
    store({ id: '1', name: 'A renamed', address: 'new' }),
    store({ id: '7', name: 'b', address: 'moved' }),
    store({ name: 'C', address: 'known by now' }),
    store({ id: '9', name: 'A', address: 'another one' }),
  ]);
  assert.deepEqual([merged.added, merged.updated, merged.same], [1, 3, 0]);
  assert.deepEqual(
    merged.stores.map(({ id, name, address }) => `${id} ${name} ${address}`),
    ['1 A renamed new', '7 b moved', ' C known by now', '9 A another one'],
  );
});

test('shops of a chain that differ in their address alone are several stores', () => {
  const { stores } = parseStores('name,address\nChain,Road 1\nChain,Road 2');
  const again = mergeStores(stores, parseStores('name,address\nChain,Road 2\nChain,Road 3').stores);
  assert.deepEqual([again.added, again.same], [1, 1]);
});

test('five thousand stores are read, merged, sorted and searched in a moment', () => {
  const lines = Array.from({ length: 5000 }, (_, i) => `${i};Store ${i};Road ${i};${i % 90}, 5;1,5;Tea|Rum`);
  const begun = performance.now();
  const { stores } = parseStores(['id;name;address;lat;lng;categories', ...lines].join('\r\n'));
  assert.equal(stores.length, 5000);
  assert.equal(mergeStores(stores, stores).same, 5000);
  const known = knownStores(stores, [{ store: 'Store 7', storeId: '7', address: 'Road 7', created: 5 }]);
  assert.equal(known[0].name, 'Store 7');
  assert.equal(nearestFirst(known, { latitude: 1, longitude: 1 }).length, 5000);
  assert.equal(matching(known, 'road 4999').length, 1);
  assert.ok(performance.now() - begun < 10_000);
});

test('a template is read back as the store in it', () => {
  const { stores, left, notes } = parseStores(toCsv(storesTemplate(['Shop', 'Road 1', 'Tea|Rum'])));
  assert.deepEqual([left, notes], [[], []]);
  assert.deepEqual(stores[0].categories, ['Tea', 'Rum']);
  assert.equal(stores[0].id, '0047');
});

test('the last visited come first, and earlier visits are stores, each once', () => {
  const stores = [store({ id: '1', name: 'A' }), store({ name: 'B' }), store({ id: '3', name: 'C' })];
  const known = knownStores(stores, [
    { store: 'b', created: 30 },
    { store: 'New one', created: 20 },
    { store: 'C', storeId: '3', created: 10 },
    { store: 'New one', created: 5 },
    { store: '', created: 4 },
  ]);
  assert.deepEqual(
    known.map(({ name, lastUsed }) => [name, lastUsed]),
    [
      ['B', 30],
      ['New one', 20],
      ['C', 10],
      ['A', null],
    ],
  );
  assert.equal(onlyOne(known, '  new  one ')?.name, 'New one');
  assert.equal(onlyOne(known, 'none'), null);
  assert.equal(onlyOne([...known, ...known], 'A'), null);
});

test('the nearest come first, and those of unknown place last', () => {
  const stores = knownStores(
    [
      store({ id: '1', name: 'Nowhere' }),
      store({ id: '2', name: 'Berlin', latitude: 52.52, longitude: 13.405 }),
      store({ id: '3', name: 'Paris', latitude: 48.8566, longitude: 2.3522 }),
    ],
    [],
  );
  const near = nearestFirst(stores, { latitude: 49, longitude: 2 });
  assert.deepEqual(
    near.map(({ name }) => name),
    ['Paris', 'Berlin', 'Nowhere'],
  );
  const kilometres = (distanceOf(stores[0], { latitude: 48.8566, longitude: 2.3522 }) ?? 0) / 1000;
  assert.ok(Math.abs(kilometres - 878) < 2, String(kilometres)); // from Berlin to Paris
  assert.equal(near[2].distance, null);
});

test('a list that was never kept is empty', () => {
  for (const value of [undefined, null, {}, { stores: 1 }, []])
    assert.deepEqual(asStoreList(value).stores, []);
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { reportContent } from '../../../../static/js/features/audits/report-content.js';
import { earlierVisit, photoFacts } from '../../../../static/js/features/audits/report-facts.js';
import { reportBody, reportDocument } from '../../../../static/js/features/audits/report-html.js';
import {
  escaped,
  markup,
  selfContained,
  withUrls,
} from '../../../../static/js/features/audits/report-markup.js';
import { REPORT_STYLE } from '../../../../static/js/features/audits/report-style.js';
import { messages as de } from '../../../../static/js/languages/de.js';
import { messages as en } from '../../../../static/js/languages/en.js';
import { messages as es } from '../../../../static/js/languages/es.js';
import { messages as pt } from '../../../../static/js/languages/pt.js';
import { makeAudit, makeReview, makeShot, STARTED } from '../../audits/audits.js';

/** @typedef {import('../../../../static/js/audits/record.js').Shot} Shot */
/** @typedef {import('../../../../static/js/features/audits/report-facts.js').PhotoFacts} PhotoFacts */

const DAY = 24 * 3600_000;
const NONE_ABSENT = { missing: [], unshown: [] };
const CATEGORIES = [
  { id: 'c1', name: 'Coffee', state: /** @type {const} */ ('done'), reason: '' },
  { id: 'c2', name: 'Tea', state: /** @type {const} */ ('todo'), reason: '' },
  { id: 'c3', name: 'Sweets', state: /** @type {const} */ ('skipped'), reason: 'No time' },
];
const EMPTY = makeReview({
  machine: [],
  corrections: { removed: [], moved: {}, added: [], gaps: { accepted: [], dismissed: [] } },
});

/** @param {Shot[]} shots */
const factsOf = (shots) => shots.map((shot, index) => photoFacts(shot, index + 1));

/**
 * @param {Partial<import('../../../../static/js/audits/record.js').Audit>} [change]
 * @param {Shot[]} [shots]
 * @param {{ audit: import('../../../../static/js/audits/record.js').Audit, photos: PhotoFacts[] } | null} [earlier]
 */
const contentOf = (change = {}, shots = [makeShot({ categoryId: 'c1' })], earlier = null) =>
  reportContent(
    {
      audit: makeAudit({ categories: CATEGORIES, finished: STARTED + 3600_000, ...change }),
      photos: factsOf(shots),
      earlier,
      absent: NONE_ABSENT,
    },
    en,
  );

const jpeg = () => new Blob([new Uint8Array([255, 216, 255, 217])], { type: 'image/jpeg' });

/** The report as a file's text. @param {ReturnType<typeof contentOf>} content @param {typeof en} [messages] @param {Blob | null} [picture] */
async function fileOf(content, messages = en, picture = jpeg()) {
  const shots = content.groups.flatMap(({ photos, before }) => [...photos, ...before]);
  const pictures = new Map(picture ? shots.map(({ shot }) => [shot.id, picture]) : []);
  const body = reportBody(
    content,
    { small: pictures, full: pictures, unshown: new Set() },
    messages,
    STARTED,
  );
  const page = await reportDocument(body, { title: content.store, language: 'en' });
  return new Blob(await selfContained(page, new AbortController().signal)).text();
}

test('whatever is typed is text in the report: no tag, no attribute, no script comes of it', async () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&\0`;
  const categories = [
    { ...CATEGORIES[0], name: hostile },
    { ...CATEGORIES[2], reason: hostile },
  ];
  const notes = { tags: [hostile], note: hostile, places: [{ x: 0, y: 0, text: hostile }] };
  const shots = [makeShot({ categoryId: 'c1', ...notes })];
  const html = await fileOf(
    contentOf({ store: hostile, place: hostile, note: hostile, who: hostile, categories }, shots),
  );
  assert.ok(!/<script/i.test(html));
  assert.deepEqual(html.match(/<img(?! class="(thumb|full)" src="data:image\/jpeg;base64,)/g), null);
  assert.ok(html.includes(escaped(hostile)));
  assert.equal(escaped(`<'">&\0`), '&lt;&#39;&quot;&gt;&amp;');
  assert.deepEqual(markup`${[markup`<b>${'<'}</b>`, null, false, 3]}`.parts.join(''), '<b>&lt;</b>3');
});

test('the file needs nothing else, and its policy allows its own style and pictures alone', async () => {
  const html = await fileOf(contentOf());
  const hash = createHash('sha256').update(REPORT_STYLE).digest('base64');
  const policy = html.match(/Content-Security-Policy" content="([^"]*)"/)?.[1].replaceAll('&#39;', "'");
  assert.equal(
    policy,
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  assert.ok(html.includes(`<style>${REPORT_STYLE}</style>`), 'no sign of the style is escaped');
  assert.equal(html.match(/data:image\/jpeg;base64,\/9j\/2Q==/g)?.length, 2); // small, and full behind a tap
  assert.ok(!/https?:|url\(|@import|\son\w+=|style="/i.test(html));
});

test('what needs doing comes first: missing products, gaps, categories, notes with tags, what is not known', () => {
  const waiting = { added: STARTED, region: null };
  const shots = [
    makeShot({ id: 's1', categoryId: 'c1', note: 'plain' }),
    makeShot({ id: 's2', categoryId: 'c2', tags: ['Damaged'], places: [{ x: 0, y: 0, text: 'torn' }] }),
    makeShot({ id: 's3', categoryId: 'c2', uncounted: waiting, review: EMPTY }),
    makeShot({ id: 's4', uncounted: { ...waiting, failure: 'picture-unreadable' }, review: EMPTY }),
  ];
  const { todo } = reportContent(
    {
      ...{ audit: makeAudit({ categories: CATEGORIES }), photos: factsOf(shots), earlier: null },
      absent: { missing: [2], unshown: [4] },
    },
    en,
  );
  assert.deepEqual(
    todo.map(({ text, tags }) => [...tags, text].join(' | ')),
    [
      'Coffee: 1 gap where a product is missing (photo 1)',
      'Tea: 1 gap where a product is missing (photo 2)',
      'Coffee: 1 gap nobody has checked (photo 1)',
      'Tea: 1 gap nobody has checked (photo 2)',
      'Not settled: Tea.',
      'Skipped: Sweets (No time)',
      'Damaged | Photo 2 (Tea): 1 torn',
      'Photo 1 (Coffee): plain',
      '2 photos not counted: what is on them is in no number here (photos 3 and 4)',
      '1 photo not on this device, so only the numbers are shown (photo 2)',
      '1 photo that this browser cannot show (photo 4)',
    ],
  );
});

test('a photo that is not counted adds to no number, and nothing is compared with it', () => {
  const uncounted = makeShot({
    id: 's2',
    categoryId: 'c1',
    uncounted: { added: 0, region: null },
    review: EMPTY,
  });
  const before = {
    audit: makeAudit({ id: 'old', categories: CATEGORIES }),
    photos: factsOf([makeShot({ id: 'o', categoryId: 'c1' })]),
  };
  const certainty = { offset: -1, slope: 2, missed: 0.5, spread: 0.5 };
  const counted = makeShot({ categoryId: 'c1', review: makeReview({ certainty }) });
  assert.notEqual(contentOf({}, [counted]).sums.range, null);
  const { groups, sums, difference, isPartly } = contentOf({}, [counted, uncounted], before);
  assert.deepEqual([sums.photos, sums.uncounted, sums.products, sums.range], [2, 1, 4, null]);
  assert.deepEqual([groups[0].difference, difference, isPartly], [null, null, true]);
});

test('a category that no photo of was counted has no number', async () => {
  const uncounted = makeShot({ categoryId: 'c1', uncounted: { added: 0, region: null }, review: EMPTY });
  const html = await fileOf(contentOf({}, [uncounted]));
  assert.ok(!html.includes('0 products'));
  assert.ok(html.includes('Not counted yet') && html.includes('<td>–</td>'));
});

test('the last finished visit to the same store before it is compared, whatever case its name is in', () => {
  const visit = (/** @type {string} */ id, /** @type {object} */ change) => ({
    audit: makeAudit({ id, finished: STARTED, ...change }),
    shots: [makeShot({ id: `shot-${id}`, auditId: id })],
  });
  const now = visit('now', { created: STARTED }).audit;
  const all = [
    visit('now', { created: STARTED }),
    visit('long ago', { created: STARTED - 9 * DAY }),
    visit('last', { created: STARTED - 2 * DAY, store: 'CORNER shop ' }),
    visit('open', { created: STARTED - DAY, finished: null }),
    visit('other', { created: STARTED - DAY, store: 'Corner Shop 2' }),
    visit('later', { created: STARTED + DAY }),
    { ...visit('empty', { created: STARTED - DAY }), shots: [] },
  ];
  assert.equal(earlierVisit(now, all)?.audit.id, 'last');
  assert.equal(earlierVisit({ ...now, store: '' }, [visit('x', { store: '', created: 0 })]), null);
  const moved = /** @type {typeof now} */ ({ ...now, store: 'New name', storeId: 'a' });
  assert.equal(
    earlierVisit(moved, [visit('x', { store: 'Old name', storeId: 'a', created: 0 })])?.audit.id,
    'x',
  );
  assert.equal(earlierVisit(moved, [visit('x', { store: 'New name', storeId: 'b', created: 0 })]), null);
});

test('differences have a sign, by category, and for the whole only where the categories are the same', async () => {
  const fewer = makeReview({ machine: makeReview().machine.slice(0, 3) });
  const old = makeShot({ id: 'old-1', categoryId: 'x', review: fewer });
  const audit = makeAudit({
    id: 'old',
    created: STARTED - DAY,
    categories: [{ ...CATEGORIES[0], id: 'x', name: 'COFFEE' }],
  });
  const earlier = { audit, photos: factsOf([old]) };
  const same = contentOf({}, [makeShot({ categoryId: 'c1' })], earlier);
  assert.deepEqual(same.groups[0].difference, { products: 1, facings: 1, missing: 0 });
  assert.deepEqual(same.difference, same.groups[0].difference);
  assert.deepEqual(
    same.groups[0].before.map(({ shot }) => shot.id),
    ['old-1'],
  );
  const more = contentOf(
    {},
    [makeShot({ categoryId: 'c1' }), makeShot({ id: 's2', categoryId: 'c2' })],
    earlier,
  );
  assert.equal(more.difference, null);
  const html = await fileOf(same);
  assert.ok(html.includes('<span class="diff">+1</span>') && html.includes('<span class="diff">±0</span>'));
  assert.ok(html.includes('photo pair'));
  const less = contentOf({}, [{ ...old, id: 's1', categoryId: 'c1' }], {
    audit,
    photos: factsOf([makeShot({ id: 'old-1', categoryId: 'x' })]),
  });
  assert.ok((await fileOf(less)).includes('<span class="diff">−1</span>'));
});

test('no column and no line stands without data', async () => {
  const plain = makeShot({ review: { ...EMPTY, machine: makeReview().machine.slice(0, 1) } });
  const html = await fileOf(contentOf({ categories: [], place: '', finished: undefined }, [plain]));
  for (const word of [en.report.facings, en.report.outOfStock, en.report.gaps, en.report.shareOfShelf]) {
    assert.ok(!html.includes(`>${word}</th>`), word);
  }
  assert.ok(html.includes(en.report.nothing) && !html.includes('Visited by') && !html.includes('Location'));
});

test('who and where stand in it, where only if it was noted', async () => {
  const where = { latitude: 48.1371541, longitude: 11.5761, accuracy: 12, time: STARTED };
  const html = await fileOf(contentOf({ who: 'Ana', where }));
  assert.ok(html.includes('Visited by Ana') && html.includes('48.13715, 11.57610'));
});

test('a photo that is not here is said to be missing, and there is no picture in its place', async () => {
  const html = await fileOf(contentOf(), en, null);
  assert.ok(!html.includes('<img'));
  assert.ok(html.includes(en.report.missingPhoto));
});

for (const [code, messages] of Object.entries({ en, de, es, pt })) {
  test(`a whole report is in the person's language: ${code}`, async () => {
    const shots = [makeShot({ categoryId: 'c1', note: '…' })];
    const content = reportContent(
      {
        audit: makeAudit({ categories: CATEGORIES, finished: null }),
        photos: factsOf(shots),
        earlier: null,
        absent: NONE_ABSENT,
      },
      messages,
    );
    const html = await fileOf(content, /** @type {typeof en} */ (messages));
    for (const word of [
      messages.report.todo,
      messages.report.numbers,
      messages.report.notFinished,
      messages.report.made(STARTED),
    ])
      assert.ok(html.includes(escaped(word)), word);
    assert.ok(!/undefined|NaN|\[object/.test(html));
  });
}

test('on the page pictures have addresses; what is aborted is not written', async () => {
  const page = markup`<img src="${jpeg()}">`;
  assert.equal(
    withUrls(page, () => 'blob:x'),
    '<img src="blob:x">',
  );
  await assert.rejects(selfContained(page, AbortSignal.abort()), { name: 'AbortError' });
});

test('shares of shelf and what is out of stock are in the report, by name', async () => {
  const brands = [{ id: 'b1', name: 'Brise', own: true, colour: 0 }];
  const shot = makeShot({ categoryId: 'c1', review: makeReview({ names: { m0: { brand: 'b1' } } }) });
  const visit = {
    ...{
      audit: makeAudit({ categories: CATEGORIES }),
      photos: factsOf([shot]),
      earlier: null,
      absent: NONE_ABSENT,
      brands,
    },
    out: [{ name: 'Espresso <b>', brand: '', category: 'Coffee' }],
  };
  const content = reportContent(visit, en);
  const [coffee] = content.groups;
  const total = coffee.shares.reduce((sum, { share }) => sum + share, 0);
  assert.equal(coffee.shares[0]?.name, 'Ours');
  assert.ok(coffee.shares[0].share > 0 && Math.abs(total - 1) < 1e-9);
  assert.match(content.todo[0].text, /Out of stock: Espresso <b>/);
  const file = await fileOf(content);
  assert.ok(file.includes('Espresso &lt;b&gt;') && !file.includes('Espresso <b>'));
  assert.deepEqual(reportContent({ ...visit, brands: [] }, en).groups[0].shares, [], 'nothing is named');
});

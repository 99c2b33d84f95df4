/**
 * What a report says, before it is markup: lines in the person's language and numbers. Pure functions.
 *
 * @typedef {import('../../audits/record.js').Audit} Audit
 * @typedef {import('../../languages/en.js').Messages} Messages
 * @typedef {import('./report-facts.js').PhotoFacts} PhotoFacts
 * @typedef {import('./report-facts.js').Sums} Sums
 * @typedef {import('./report-facts.js').Difference} Difference
 * @typedef {import('./report-share.js').Share} Share
 *
 * @typedef {{ name: string, category: string, by?: import('../../audits/stock-seen.js').Shown['by'] }} Out
 *
 * @typedef {object} Group of photos: a category, or those in none
 * @property {string} name
 * @property {string} state in words; empty: there are no categories
 * @property {Sums} sums
 * @property {Difference | null} difference to the earlier visit
 * @property {Share[]} shares
 * @property {import('./report-share.js').ByProduct | null} byProduct null: no product is named
 * @property {PhotoFacts[]} photos
 * @property {PhotoFacts[]} before photos of the earlier visit
 *
 * @typedef {object} Todo a line of what needs doing
 * @property {'missing' | 'unchecked' | 'open' | 'note' | 'uncounted' | 'absent'} kind
 * @property {string} text
 * @property {string[]} tags
 *
 * @typedef {object} ReportContent
 * @property {string} store
 * @property {string} place
 * @property {string} note of the visit
 * @property {string[]} facts when, who, where
 * @property {Sums} sums
 * @property {Difference | null} difference
 * @property {Todo[]} todo
 * @property {Group[]} groups
 * @property {{ created: number } | null} earlier the visit with which it is compared
 * @property {boolean} isPartly whether something is not compared because it is not counted
 */
import { toDo } from '../../audits/checklist.js';
import { categoriesOf } from '../../audits/record.js';
import { hasTag, noteCount, notesOf } from '../../photo/notes.js';
import { listsOf } from '../../products/share.js';
import { byCategory, differenceOf, nameKey, sumsOf } from './report-facts.js';
import { byProductOf, sharesOf } from './report-share.js';

/**
 * @param {object} visit
 * @param {Audit} visit.audit
 * @param {PhotoFacts[]} visit.photos
 * @param {{ audit: Audit, photos: PhotoFacts[] } | null} visit.earlier the visit with which it is compared
 * @param {{ missing: number[], unshown: number[] }} visit.absent numbers of photos whose file is not here, or cannot be shown
 * @param {import('../../brands/list.js').Brand[]} [visit.brands] of the person's list
 * @param {import('../../products/list.js').Product[]} [visit.products] of the catalogue, with deleted ones
 * @param {Out[]} [visit.out] what is out of stock, by name
 * @param {{ name: string, category: string }[]} [visit.unsure] what must be in stock and was not seen on the photos
 * @param {Messages} messages
 * @returns {ReportContent}
 */
export function reportContent(
  { audit, photos, earlier, absent, brands = [], products = [], out = [], unsure = [] },
  messages,
) {
  const lists = listsOf(brands, products);
  const groups = groupsOf(audit, photos, { earlier, lists }, messages);
  const sums = sumsOf(photos);
  const before = earlier ? sumsOf(earlier.photos) : null;
  return {
    store: audit.store || messages.audits.untitled,
    place: audit.place,
    note: audit.note,
    facts: factsOf(audit, messages),
    sums,
    // A category that one of the visits has alone would make the whole look like more or less.
    difference: isSameRange(groups, earlier) ? differenceOf(sums, before) : null,
    todo: todoOf({ audit, photos, absent, groups, out, unsure }, messages),
    groups,
    earlier: earlier && { created: earlier.audit.created },
    isPartly: sums.uncounted + (before?.uncounted ?? 0) > 0,
  };
}

/**
 * @param {Group[]} groups
 * @param {{ audit: Audit, photos: PhotoFacts[] } | null} earlier
 * @returns {boolean} whether both visits have photos of the same categories
 */
const isSameRange = (groups, earlier) =>
  groups.every(({ photos, before }) => photos.length > 0 === before.length > 0) &&
  groups.reduce((sum, { before }) => sum + before.length, 0) === earlier?.photos.length;

/** @param {Audit} audit @param {Messages} messages @returns {string[]} */
function factsOf({ created, finished, who, where }, { report }) {
  const at = where && `${where.latitude.toFixed(5)}, ${where.longitude.toFixed(5)}`;
  return [
    finished ? report.lasted(created, finished) : report.started(created),
    ...(finished === null ? [report.notFinished] : []),
    ...(who ? [report.who(who)] : []),
    ...(where && at ? [report.where(at, Math.round(where.accuracy))] : []),
  ];
}

/**
 * @param {Audit} audit
 * @param {PhotoFacts[]} photos
 * @param {object} known
 * @param {{ audit: Audit, photos: PhotoFacts[] } | null} known.earlier
 * @param {import('./report-share.js').Lists} known.lists
 * @param {Messages} messages
 * @returns {Group[]}
 */
function groupsOf(audit, photos, { earlier, lists }, messages) {
  const { report } = messages;
  const before = new Map(
    earlier
      ? byCategory(earlier.audit, earlier.photos).map((each) => [
          nameKey(each.category?.name ?? ''),
          each.photos,
        ])
      : [],
  );
  const hasCategories = categoriesOf(audit).length > 0;
  return byCategory(audit, photos).map(({ category, photos: own }) => {
    const sums = sumsOf(own);
    const then = before.get(nameKey(category?.name ?? '')) ?? [];
    const name = category?.name ?? (hasCategories ? report.noCategory : '');
    const state = category ? stateWords(category, messages) : '';
    return {
      ...{ name, state, sums, photos: own, before: then },
      difference: differenceOf(sums, then.length > 0 ? sumsOf(then) : null),
      shares: sharesOf(own, lists, messages.brands),
      byProduct: byProductOf(own, then, lists),
    };
  });
}

/** @param {import('../../audits/checklist.js').Category} category @param {Messages} messages */
function stateWords({ state, reason }, { report, visits }) {
  if (state !== 'skipped') return report.state[state];
  return reason ? visits.skippedFor(reason) : visits.skipped;
}

/**
 * Most urgent first: what is out of stock or missing, what nobody has looked at, what was noted, and what this report does not know.
 *
 * @param {{ audit: Audit, photos: PhotoFacts[], absent: { missing: number[], unshown: number[] }, groups: Group[],
 *   out: Out[], unsure: { name: string, category: string }[] }} visit
 * @param {Messages} messages
 * @returns {Todo[]}
 */
function todoOf({ audit, photos, absent, groups, out, unsure }, { report, visits, audits, stock }) {
  /** @type {(kind: Todo['kind'], text: string, tags?: string[]) => Todo} */
  const line = (kind, text, tags = []) => ({ kind, text, tags });
  const inGroup = (/** @type {string} */ name) => (name ? report.inCategory(name) : '');
  const gaps = (/** @type {'missing' | 'unchecked'} */ kind) =>
    groups.flatMap(({ name, sums, photos: own }) => {
      if (sums[kind] === 0) return [];
      const on = own.filter((each) => each[kind] > 0).map(({ number }) => number);
      return line(kind, `${inGroup(name)}${report[kind](sums[kind])} (${report.onPhotos(on)})`);
    });
  const open = toDo(categoriesOf(audit)).map(({ name }) => name);
  const skipped = categoriesOf(audit).filter(({ state }) => state === 'skipped');
  const whyNot = (/** @type {{ name: string, reason: string }} */ { name, reason }) =>
    visits.skippedFor(reason ? `${name} (${reason})` : name);
  const uncounted = photos.filter(({ state }) => state !== 'counted').map(({ number }) => number);
  const absentLine = (/** @type {number[]} */ numbers, /** @type {(count: number) => string} */ words) =>
    numbers.length > 0 ? [line('absent', `${words(numbers.length)} (${report.onPhotos(numbers)})`)] : [];
  return [
    ...out.map(({ name, category, by = 'person' }) => {
      const why = by === 'name' || by === 'looks' ? ` (${stock.seen.missing[by]})` : '';
      return line('missing', `${inGroup(category)}${stock.soldOut}: ${name}${why}`);
    }),
    ...gaps('missing'),
    ...unsureIn(unsure).map(([category, names]) =>
      line('unchecked', `${inGroup(category)}${stock.unsureOf(names)}`),
    ),
    ...gaps('unchecked'),
    ...(open.length > 0 ? [line('open', visits.stillToDo(open))] : []),
    ...skipped.map((each) => line('open', whyNot(each))),
    ...(photos.length === 0 ? [line('open', audits.noPhotos)] : []),
    ...notesIn(groups, report),
    ...(uncounted.length > 0
      ? [line('uncounted', `${report.uncounted(uncounted.length)} (${report.onPhotos(uncounted)})`)]
      : []),
    ...absentLine(absent.missing, report.notHere),
    ...absentLine(absent.unshown, report.notShown),
  ];
}

/** @param {{ name: string, category: string }[]} unsure @returns {[string, string[]][]} names by category */
function unsureIn(unsure) {
  /** @type {Map<string, string[]>} */
  const byCategory = new Map();
  for (const { name, category } of unsure)
    byCategory.set(category, [...(byCategory.get(category) ?? []), name]);
  return [...byCategory];
}

/** @param {Group[]} groups @param {Messages['report']} report @returns {Todo[]} those with tags first, the same tags together */
function notesIn(groups, report) {
  const noted = groups.flatMap(({ name, photos }) =>
    photos.flatMap(({ shot, number }) => {
      const notes = notesOf(shot);
      if (noteCount(notes) === 0) return [];
      const places = notes.places
        .map(({ text }, index) => (text ? `${index + 1} ${text}` : ''))
        .filter(Boolean);
      const words = [notes.note.trim(), ...places].filter(Boolean).join(' · ');
      const where = name ? `${report.photo(number)} (${name})` : report.photo(number);
      return { where, words, tags: notes.tags };
    }),
  );
  /** @type {string[]} */
  const order = [];
  for (const { tags } of noted) for (const tag of tags) if (!hasTag(order, tag)) order.push(tag);
  const rank = (/** @type {{ tags: string[] }} */ { tags }) =>
    tags.length > 0 ? order.findIndex((each) => hasTag(tags, each)) : order.length;
  return noted
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ where, words, tags }) => ({
      kind: 'note',
      text: words ? `${where}: ${words}` : where,
      tags,
    }));
}

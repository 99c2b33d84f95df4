/**
 * A report as one page of HTML that needs nothing else: no scripts, and every picture in it. Pure functions.
 *
 * @typedef {import('../../languages/en.js').Messages} Messages
 * @typedef {import('./report-content.js').ReportContent} ReportContent
 * @typedef {import('./report-content.js').Group} Group
 * @typedef {import('./report-facts.js').PhotoFacts} PhotoFacts
 * @typedef {import('./report-facts.js').Sums} Sums
 * @typedef {import('./report-facts.js').Difference} Difference
 * @typedef {import('./report-markup.js').Markup} Markup
 *
 * @typedef {object} ReportPictures by the id of the shot
 * @property {Map<string, Blob>} small JPEGs with their marks, of the visit and of the earlier one
 * @property {Map<string, Blob>} full the same, larger, of the visit alone
 * @property {Set<string>} unshown photos that the browser cannot decode; all others that lack are not here
 */
import { notesOf } from '../../photo/notes.js';
import { markup } from './report-markup.js';
import { productLine, productTables } from './report-products.js';
import { REPORT_STYLE } from './report-style.js';

/**
 * @param {Markup} body
 * @param {{ title: string, language: string }} options
 * @returns {Promise<Markup>} a whole document
 */
export async function reportDocument(body, { title, language }) {
  const policy = [
    "default-src 'none'",
    `style-src '${await hashOf(REPORT_STYLE)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // The style goes in as it is: what its hash is of. It is ours, and has no sign that would be escaped.
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light">
<title>${title}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** @param {string} text @returns {Promise<string>} */
async function hashOf(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/**
 * @param {ReportContent} content
 * @param {ReportPictures} pictures
 * @param {Messages} messages
 * @param {number} now milliseconds since 1970
 * @returns {Markup}
 */
export function reportBody(content, pictures, messages, now) {
  const { report } = messages;
  const { store, place, note, facts, todo, groups, sums, earlier } = content;
  const hasPhotos = groups.some(({ photos, before }) => photos.length + before.length > 0);
  return markup`<article class="report">
<header class="head">
<h1>${store}</h1>
${place ? markup`<p class="place">${place}</p>` : null}
${facts.map((fact) => markup`<p class="fact">${fact}</p>`)}
${note ? markup`<p class="note">${note}</p>` : null}
${sums.photos > 0 ? totals(content, messages) : null}
</header>
<section class="todo">
<h2>${report.todo}</h2>
${
  todo.length === 0
    ? markup`<p>${report.nothing}</p>`
    : markup`<ul>
${todo.map(({ kind, text, tags }) => markup`<li class="todo-${kind}">${tagList(tags)}${text}</li>\n`)}</ul>`
}
</section>
${sums.photos > 0 || groups.length > 0 ? numbers(content, messages) : null}
${productTables(groups, messages)}
<p class="small">${hasPhotos ? `${report.legend} ` : null}${report.made(now)}</p>
${groups.map((group) => photosOf(group, { pictures, earlier, messages }))}
</article>`;
}

/** @param {ReportContent} content @param {Messages} messages */
function totals({ sums, difference, groups }, messages) {
  const { audits, report, check } = messages;
  const { products, facings, missing, unchecked, photos, uncounted, range } = sums;
  const words = [
    ...(range ? [check.likely(range.low, range.high)] : []),
    ...(facings < products ? [audits.facings(facings)] : []),
    ...productLine(groups, messages),
    ...(missing > 0 ? [audits.missing(missing)] : []),
    ...(unchecked > 0 ? [audits.unchecked(unchecked)] : []),
    audits.photoCount(photos),
    ...(uncounted > 0 ? [report.notCounted(uncounted)] : []),
  ];
  // With no photo counted there is no number.
  const number =
    uncounted < photos
      ? markup`<b>${audits.products(products)}</b> ${signed(difference, 'products', report)} `
      : null;
  return markup`<p class="total">${number}<span>${words.join(' · ')}</span></p>`;
}

/** @param {string[]} tags */
const tagList = (tags) => tags.map((tag) => markup`<span class="tag">${tag}</span> `);

/** @param {Difference | null} difference @param {keyof Difference} key @param {Messages['report']} report */
const signed = (difference, key, report) =>
  difference ? markup`<span class="diff">${report.signed(difference[key])}</span>` : null;

/** The table of categories; no column without data. @param {ReportContent} content @param {Messages} messages */
function numbers({ groups, sums, difference, earlier, isPartly }, { report, check }) {
  const all = { name: report.all, state: '', sums, difference, shares: [] };
  const rows =
    groups.length > 1 ? [...groups, all] : groups.map((each) => ({ ...each, name: each.name || report.all }));
  const has = (/** @type {(row: typeof rows[number]) => boolean} */ test) => rows.some(test);
  const isCounted = (/** @type {Sums} */ { photos, uncounted }) => photos > uncounted;
  const cell = (/** @type {typeof rows[number]} */ row, /** @type {keyof Difference | 'unchecked'} */ key) =>
    markup`<td>${isCounted(row.sums) ? report.number(row.sums[key]) : '–'}${
      key === 'unchecked' ? null : signed(row.difference, key, report)
    }</td>`;
  const columns = [
    {
      name: report.photos,
      cell: (/** @type {typeof rows[number]} */ { sums: own }) => photosCell(own, report),
    },
    {
      name: report.products,
      cell: (/** @type {typeof rows[number]} */ row) => {
        const { range } = row.sums;
        const likely = range && markup`<span class="range">${check.likely(range.low, range.high)}</span>`;
        return markup`<td>${isCounted(row.sums) ? report.number(row.sums.products) : '–'}${signed(row.difference, 'products', report)}${likely}</td>`;
      },
    },
    ...(has(({ sums: own }) => own.facings < own.products)
      ? [{ name: report.facings, cell: (/** @type {typeof rows[number]} */ row) => cell(row, 'facings') }]
      : []),
    ...(has(({ sums: own, difference: change }) => own.missing > 0 || Boolean(change?.missing))
      ? [{ name: report.outOfStock, cell: (/** @type {typeof rows[number]} */ row) => cell(row, 'missing') }]
      : []),
    ...(has(({ sums: own }) => own.unchecked > 0)
      ? [{ name: report.gaps, cell: (/** @type {typeof rows[number]} */ row) => cell(row, 'unchecked') }]
      : []),
    ...(has(({ shares }) => shares.length > 0)
      ? [
          {
            name: report.shareOfShelf,
            cell: (/** @type {typeof rows[number]} */ row) => shareCell(row.shares, report),
          },
        ]
      : []),
  ];
  return markup`<section class="numbers">
<h2>${report.numbers}</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">${report.category}</th>${columns.map(({ name }) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr${row === all ? markup` class="all"` : null}><th scope="row">${row.name}${
    row.state ? markup`<span class="state">${row.state}</span>` : null
  }</th>${columns.map((column) => column.cell(row))}</tr>
`,
)}</tbody>
</table></div>
${earlier ? markup`<p class="small">${report.comparedWith(earlier.created)}${isPartly ? ` ${report.notComparable}` : null}</p>` : null}
</section>`;
}

/** @param {Sums} sums @param {Messages['report']} report */
const photosCell = ({ photos, uncounted }, report) =>
  markup`<td>${report.number(photos)}${uncounted > 0 ? markup`<span class="range">${report.notCounted(uncounted)}</span>` : null}</td>`;

/** @param {import('./report-share.js').Share[]} shares @param {Messages['report']} report */
const shareCell = (shares, report) =>
  markup`<td class="shares">${shares.map(({ name, share }) => markup`<span>${name} ${report.percent(share)}</span> `)}</td>`;

/**
 * The photos of a category, each with what was noted of it, and beside it how it was before.
 *
 * @param {Group} group
 * @param {{ pictures: ReportPictures, earlier: ReportContent['earlier'], messages: Messages }} options
 */
function photosOf({ name, photos, before }, { pictures, earlier, messages }) {
  if (photos.length + before.length === 0) return null;
  const { report } = messages;
  const rows = Array.from({ length: Math.max(photos.length, before.length) }, (_, index) => {
    const [now, then] = [photos[index], before[index]];
    const left =
      then && earlier
        ? figure(then, { pictures, label: report.before(earlier.created), isNow: false, messages })
        : null;
    const label =
      then && now ? `${report.now}: ${report.photo(now.number)}` : now ? report.photo(now.number) : '';
    const right = now ? figure(now, { pictures, label, isNow: true, messages }) : null;
    const notes = now ? notesBeside(now) : null;
    const kind = `${then && now ? ' pair' : ''}${notes ? ' noted' : ''}`;
    return markup`<div class="photo${kind}">${left}${right}${notes}</div>
`;
  });
  return markup`<section class="photos">
<h2>${name || report.photos}</h2>
<div class="rows">
${rows}</div>
</section>
`;
}

/**
 * @param {PhotoFacts} photo
 * @param {{ pictures: ReportPictures, label: string, isNow: boolean, messages: Messages }} options
 */
function figure(photo, { pictures, label, isNow, messages }) {
  const { report, audits, check } = messages;
  const { shot, number, state, products, range, missing, unchecked } = photo;
  const [small, full] = [pictures.small.get(shot.id), isNow ? pictures.full.get(shot.id) : undefined];
  const words =
    state === 'counted'
      ? [
          audits.products(products),
          ...(range ? [check.likely(range.low, range.high)] : []),
          ...(missing > 0 ? [audits.missing(missing)] : []),
          ...(unchecked > 0 ? [audits.unchecked(unchecked)] : []),
        ]
      : [state === 'failed' ? report.couldNot : report.waiting];
  const alt = report.pictureOf(number);
  const picture = small
    ? full
      ? markup`<details><summary title="${report.enlarge}"><img class="thumb" src="${small}" alt="${alt}"></summary><img class="full" src="${full}" alt="${alt}"></details>`
      : markup`<img class="thumb" src="${small}" alt="${alt}">`
    : markup`<p class="absent">${pictures.unshown.has(shot.id) ? report.unshownPhoto : report.missingPhoto}</p>`;
  return markup`<figure>${picture}<figcaption><b>${label}</b> ${words.join(' · ')}</figcaption></figure>`;
}

/** @param {PhotoFacts} photo */
function notesBeside({ shot }) {
  const { tags, note, places } = notesOf(shot);
  if (tags.length + note.trim().length + places.length === 0) return null;
  return markup`<div class="beside">${tags.length > 0 ? markup`<p>${tagList(tags)}</p>` : null}${
    note.trim() ? markup`<p class="note">${note.trim()}</p>` : null
  }${places.length > 0 ? markup`<ol>${places.map(({ text }) => markup`<li>${text}</li>`)}</ol>` : null}</div>`;
}

/**
 * Facings by brand and product in a report: a table for each category in which any is named, with what has changed since the last
 * visit. Together with what is not named, its rows are all facings of the category.
 *
 * @typedef {import('../../languages/en.js').Messages} Messages
 * @typedef {import('./report-content.js').Group} Group
 * @typedef {import('./report-share.js').ByProduct} ByProduct
 * @typedef {import('../../brands/share.js').Part} Part
 * @typedef {import('./report-markup.js').Markup} Markup
 */
import { byBrand } from '../../products/share.js';
import { markup } from './report-markup.js';

/** @param {Group[]} groups @param {Messages} messages @returns {Markup | null} null: no product is named */
export function productTables(groups, messages) {
  const named = groups.flatMap(({ name, byProduct }) => (byProduct ? [{ name, byProduct }] : []));
  if (named.length === 0) return null;
  return markup`<section class="products">
<h2>${messages.byProduct.table}</h2>
${named.map(({ name, byProduct }) => table(name, byProduct, messages))}</section>
`;
}

/** @param {Group[]} groups @param {Messages} messages @returns {string[]} what is named, in a line; none where nothing is */
export function productLine(groups, { byProduct: words }) {
  const shares = groups.flatMap(({ byProduct }) => (byProduct ? [byProduct.share] : []));
  const products = new Set(shares.flatMap((share) => share.products.map(({ product }) => product.id)));
  if (products.size === 0) return [];
  // All facings of the visit, also of categories where nothing is named.
  const all = groups.reduce((sum, { sums }) => sum + sums.facings, 0);
  const named = shares.reduce((sum, share) => sum + share.all.facings - share.notNamed, 0);
  return [words.summary(products.size, named, all)];
}

/** @param {string} name of the category @param {ByProduct} byProduct @param {Messages} messages */
function table(name, { share, differences, isPartly, isUnknown }, messages) {
  const { brands, report, byProduct: words } = messages;
  const { all, unknown } = share;
  const cells = (/** @type {Part} */ { facings, width }, /** @type {string} */ productId = '') =>
    markup`<td>${report.number(facings)}${changeOf(differences, productId, messages)}</td><td>${percent(facings, all.facings, report)}</td><td>${percent(width, all.width, report)}</td>`;
  const byPerson = share.products.reduce((sum, part) => sum + part.byPerson, 0);
  const byLooks = share.products.reduce((sum, part) => sum + part.byLooks, 0);
  return markup`${name ? markup`<h3>${name}</h3>` : null}
<div class="scroll"><table>
<thead><tr><th scope="col">${words.product}</th><th scope="col">${brands.facings}</th><th scope="col">${brands.byFacings}</th><th scope="col">${brands.byWidth}</th></tr></thead>
<tbody>
${byBrand(share).map(
  ({
    brand,
    part,
    products,
    rest,
  }) => markup`<tr class="all"><th scope="row">${brand?.name ?? words.noBrand}</th>${cells(part)}</tr>
${products.map(
  ({ product, ...own }) => markup`<tr><th scope="row" class="in">${product.name}${
    product.size ? markup` <span class="state">${product.size}</span>` : null
  }</th>${cells(own, product.id)}</tr>
`,
)}${
  rest.facings > 0
    ? markup`<tr class="not-named"><th scope="row" class="in">${words.productNotNamed}</th>${cells(rest)}</tr>
`
    : null
}`,
)}${
  unknown.facings > 0
    ? markup`<tr class="all not-named"><th scope="row">${words.notNamed}</th>${cells(unknown)}</tr>
`
    : null
}</tbody>
</table></div>
<p class="small">${[
    words.how(byPerson, byLooks),
    ...(share.notNamed > 0 ? [`${words.notNamedFacings(share.notNamed)}.`] : []),
    ...(differences ? [words.compared(differences.size), ...goneOf(differences, words)] : []),
    ...(differences && isPartly ? [words.mayBeAmong] : []),
    ...(isUnknown ? [words.notCompared] : []),
  ].join(' ')}</p>
`;
}

/** @param {number} part @param {number} all @param {Messages['report']} report */
const percent = (part, all, report) => report.percent(all > 0 ? part / all : 0);

/** @param {ByProduct['differences']} differences @param {string} id @param {Messages} messages */
function changeOf(differences, id, { report, byProduct }) {
  const found = differences?.get(id);
  if (!found) return null;
  const { change, now, before } = found;
  return markup`<span class="diff">${change === 'new' ? byProduct.isNew : report.signed(now - before)}</span>`;
}

/** @param {NonNullable<ByProduct['differences']>} differences @param {Messages['byProduct']} words @returns {string[]} */
function goneOf(differences, words) {
  const gone = [...differences.values()].filter(({ change }) => change === 'gone');
  if (gone.length === 0) return [];
  const names = gone.map(({ product, before }) =>
    words.gone([product.name, product.size].filter(Boolean).join(' '), before),
  );
  return [words.goneNow(names.join(', '))];
}

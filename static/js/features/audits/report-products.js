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
import { byBrand, isByProduct } from '../../products/share.js';
import { markup } from './report-markup.js';

/** @param {Group[]} groups @param {Messages} messages @returns {Markup | null} null: neither a product nor a brand is named */
export function productTables(groups, messages) {
  const named = groups.flatMap(({ name, byProduct }) => (byProduct ? [{ name, byProduct }] : []));
  if (named.length === 0) return null;
  const hasProducts = named.some(({ byProduct }) => isByProduct(byProduct.share));
  return markup`<section class="products">
<h2>${hasProducts ? messages.byProduct.table : messages.brands.table}</h2>
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
function table(name, byProduct, messages) {
  const { brands, report, byProduct: words } = messages;
  const { share, differences } = byProduct;
  const { all, unknown } = share;
  const cells = (/** @type {Part} */ { facings, width }, /** @type {string} */ productId = '') =>
    markup`<td>${report.number(facings)}${changeOf(differences, productId, messages)}</td><td>${percent(facings, all.facings, report)}</td><td>${percent(width, all.width, report)}</td>`;
  const notNamed = markup`<tr class="all not-named"><th scope="row">${words.notNamed}</th>${cells(unknown)}</tr>
`;
  return markup`${name ? markup`<h3>${name}</h3>` : null}
<div class="scroll"><table>
<thead><tr><th scope="col">${isByProduct(share) ? words.product : brands.brand}</th><th scope="col">${brands.facings}</th><th scope="col">${brands.byFacings}</th><th scope="col">${brands.byWidth}</th></tr></thead>
<tbody>
${byBrand(share).map((group) => brandRows(group, cells, words))}${unknown.facings > 0 ? notNamed : null}</tbody>
</table></div>
<p class="small">${linesOf(byProduct, words).join(' ')}</p>
`;
}

/**
 * @param {import('../../products/share.js').BrandGroup} group
 * @param {(part: Part, productId?: string) => Markup} cells
 * @param {Messages['byProduct']} words
 */
function brandRows({ brand, part, products, rest }, cells, words) {
  const own = products.map(({ product: { id, name, size }, ...its }) => {
    const of = size ? markup` <span class="state">${size}</span>` : null;
    return markup`<tr><th scope="row" class="in">${name}${of}</th>${cells(its, id)}</tr>
`;
  });
  // Without a product by name, that would be the brand's own row again.
  const hasRest = rest.facings > 0 && products.length > 0;
  return markup`<tr class="all"><th scope="row">${brand?.name ?? words.noBrand}</th>${cells(part)}</tr>
${own}${
  hasRest
    ? markup`<tr class="not-named"><th scope="row" class="in">${words.productNotNamed}</th>${cells(rest)}</tr>
`
    : null
}`;
}

/** @param {ByProduct} byProduct @param {Messages['byProduct']} words @returns {string[]} what is said below a table */
function linesOf({ share, differences, isPartly, isUnknown }, words) {
  const { products, notNamed } = share;
  const sum = (/** @type {'byPerson' | 'byLooks'} */ key) =>
    products.reduce((total, part) => total + part[key], 0);
  const hasProducts = isByProduct(share);
  return [
    ...(hasProducts ? [words.how(sum('byPerson'), sum('byLooks'))] : []),
    ...(hasProducts && notNamed > 0 ? [`${words.notNamedFacings(notNamed)}.`] : []),
    ...(differences ? [words.compared(differences.size), ...goneOf(differences, words)] : []),
    ...(differences && isPartly ? [words.mayBeAmong] : []),
    ...(isUnknown ? [words.notCompared] : []),
  ];
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

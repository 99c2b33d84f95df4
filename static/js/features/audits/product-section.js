/** Facings by product on the page of a visit: a table for each category in which any is named. */
import { html, nothing } from '../../../vendor/lit.js';
import { percentWords } from '../../brands/words.js';
import { messages } from '../../messages.js';
import { isByProduct } from '../../products/share.js';

/** @typedef {import('../../products/share.js').ProductShare} ProductShare */
/** @typedef {{ name: string, size: string, brand: string, colour: number | null, facings: number, width: number }} Row */

/** @param {import('./state.js').AuditPage} page */
export function productSection({ byProduct, categories }) {
  if (!byProduct || !isByProduct(byProduct)) return nothing;
  const words = messages.byProduct;
  const { products, all, notNamed } = byProduct;
  const named = categories.flatMap(({ name, byProduct: share }) =>
    share && isByProduct(share) ? [{ name, share }] : [],
  );
  const inCategories = named.reduce((sum, { share }) => sum + facingsOf(share), 0);
  // What is named outside of the categories would be in none of their tables.
  const isSplit = named.length > 1 && inCategories === facingsOf(byProduct);
  const tables = isSplit ? named : [{ name: '', share: byProduct }];
  return html`<details class="share__more" data-testid="visit-products">
    <summary>${words.table}</summary>
    <p class="share__hint">
      ${words.summary(products.length, all.facings - notNamed, all.facings)}.
      ${notNamed > 0 ? html`<b>${words.notNamedFacings(notNamed)}</b>` : nothing}
    </p>
    ${tables.map(
      ({ name, share }) =>
        html`${name ? html`<h3 class="share__category">${name}</h3>` : nothing} ${table(share)}`,
    )}
    <p class="share__hint">${how(byProduct)}</p>
  </details>`;
}

/** @param {ProductShare} share @returns {number} that have a product's name */
const facingsOf = ({ products }) => products.reduce((sum, { facings }) => sum + facings, 0);

/** @param {ProductShare} share */
function how({ products }) {
  const sum = (/** @type {'byPerson' | 'byLooks'} */ key) =>
    products.reduce((total, part) => total + part[key], 0);
  return messages.byProduct.how(sum('byPerson'), sum('byLooks'));
}

/** @param {ProductShare} share */
function table(share) {
  const { brands, byProduct } = messages;
  const rows = rowsOf(share);
  const byFacings = percentWords(rows.map(({ facings }) => facings));
  const byWidth = percentWords(rows.map(({ width }) => width));
  return html`<table class="share__table">
    <thead>
      <tr><th scope="col">${byProduct.product}</th><th scope="col">${brands.facings}</th><th scope="col">${brands.byFacings}</th><th scope="col">${brands.byWidth}</th></tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, size, brand, colour, facings }, i) => html`<tr>
          <th scope="row">
            ${colour === null ? nothing : html`<i class="swatch" data-colour=${colour}></i>`}${name}
            ${size || brand ? html`<span class="share__of">${[brand, size].filter(Boolean).join(' · ')}</span>` : nothing}
          </th>
          <td>${brands.number(facings)}</td><td>${byFacings[i]}</td><td>${byWidth[i]}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What is named, and what is not: together they are all facings. @param {ProductShare} share @returns {Row[]} */
function rowsOf({ products, brandsOnly, unknown }) {
  const { byProduct } = messages;
  return [
    ...products.map(({ product, brand, facings, width }) => ({
      ...{ name: product.name, size: product.size, brand: brand?.name ?? '', facings, width },
      colour: brand?.colour ?? null,
    })),
    ...brandsOnly.map(({ brand, facings, width }) => ({
      ...{ name: byProduct.ofBrand(brand.name), size: '', brand: '', facings, width },
      colour: brand.colour,
    })),
    ...(unknown.facings > 0
      ? [{ name: byProduct.notNamed, size: '', brand: '', colour: null, ...unknown }]
      : []),
  ];
}

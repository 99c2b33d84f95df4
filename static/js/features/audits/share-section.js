/** Share of shelf on the page of a visit: ours, others, and what nobody has named; by brand and by product. */
import { html, nothing } from '../../../vendor/lit.js';
import { isNamed } from '../../brands/share.js';
import { groupWords, percentWords } from '../../brands/words.js';
import { messages } from '../../messages.js';
import { isByProduct } from '../../products/share.js';
import { productSection } from './product-section.js';

/** @typedef {import('../../brands/share.js').Share} Share */

/** @param {import('./state.js').AuditPage} page */
export function shareSection(page) {
  const { share, byProduct, uncounted } = page;
  const hasBrands = isNamed(share);
  if (!hasBrands && !(byProduct && isByProduct(byProduct))) return nothing;
  const { brands } = messages;
  return html`<section class="share" aria-labelledby="share-title" data-testid="visit-share">
    <h2 class="share__title" id="share-title">${brands.shareTitle}</h2>
    ${hasBrands ? whose(share) : nothing}
    ${uncounted > 0 ? html`<p class="share__hint">${brands.notCounted(uncounted)}</p>` : nothing}
    ${hasBrands ? byBrand(share) : nothing} ${productSection(page)}
  </section>`;
}

/** @param {Share} share */
function whose(share) {
  const { brands } = messages;
  const [ours, others, unnamed] = groupWords(share);
  const entry = (/** @type {string} */ kind, /** @type {string} */ name, /** @type {string} */ part) =>
    html`<li class="share__entry"><i class="share__key" data-kind=${kind}></i>${name} <b>${part}</b></li>`;
  return html`${bar(share, brands.shareText(ours, others, unnamed))}
    <ul class="share__legend" role="list">
      ${entry('own', brands.ours, ours)} ${entry('others', brands.others, others)}
      ${share.unnamed.facings > 0 ? entry('unnamed', brands.unnamed, unnamed) : nothing}
    </ul>`;
}

/** @param {Share} share */
function byBrand(share) {
  const { brands } = messages;
  return html`<details class="share__more">
    <summary>${brands.table}</summary>
    ${table(share)}
    <p class="share__hint">${brands.widthHint}</p>
  </details>`;
}

/** What is unnamed is the hatched ground of the bar. @param {Share} share @param {string} text */
function bar({ all, own, others }, text) {
  const parts = [own, others].map(({ facings }) => (100 * facings) / all.facings);
  return html`<svg class="share__bar" role="img" aria-label=${text} viewBox="0 0 100 1" preserveAspectRatio="none">
    <rect data-kind="own" x="0" y="0" width=${parts[0]} height="1" />
    <rect data-kind="others" x=${parts[0]} y="0" width=${parts[1]} height="1" />
  </svg>`;
}

/** @param {Share} share */
function table({ brands: parts, unnamed }) {
  const { brands } = messages;
  const rows = unnamed.facings > 0 ? [...parts, { ...unnamed, brand: null }] : parts;
  const byFacings = percentWords(rows.map(({ facings }) => facings));
  const byWidth = percentWords(rows.map(({ width }) => width));
  return html`<table class="share__table">
    <thead>
      <tr><th scope="col">${brands.brand}</th><th scope="col">${brands.facings}</th><th scope="col">${brands.byFacings}</th><th scope="col">${brands.byWidth}</th></tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ brand, facings }, i) => html`<tr>
          <th scope="row">
            ${brand ? html`<i class="swatch" data-colour=${brand.colour}></i>${brand.name}` : brands.unnamed}
            ${brand?.own ? html`<span class="share__own">${brands.ours}</span>` : nothing}
          </th>
          <td>${brands.number(facings)}</td><td>${byFacings[i]}</td><td>${byWidth[i]}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

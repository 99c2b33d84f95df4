/**
 * The table of shares of shelf. A row for each brand in each category of each visit in which any product is named, and one for
 * what is not: so the facings and the widths of a category add up.
 *
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {import('../../brands/share.js').Part} Part
 *
 * @typedef {object} ShareRow
 * @property {PlannedAudit['audit']} audit
 * @property {string} category its name; empty: photos without one
 * @property {number} photos of the category that were counted
 * @property {number} uncounted that were not
 * @property {import('../../brands/list.js').Brand | null} brand null: unnamed
 * @property {Part} part
 * @property {Part} all of the category
 */
import { categoriesOf } from '../../audits/record.js';
import { shareOf } from '../../brands/share.js';

/** @type {import('../../export/tables.js').Table<PlannedAudit[], ShareRow>} */
export const shares = {
  name: 'shares',
  columns: () => [
    { key: 'audit_id', value: ({ audit }) => audit.id },
    { key: 'store', value: ({ audit }) => audit.store },
    { key: 'place', value: ({ audit }) => audit.place },
    { key: 'category', value: ({ category }) => category },
    { key: 'brand', value: ({ brand }) => brand?.name ?? '' },
    { key: 'whose', value: ({ brand }) => (brand ? (brand.own ? 'own' : 'other') : 'unnamed') },
    { key: 'facings', value: ({ part }) => part.facings },
    { key: 'facings_share', value: ({ part, all }) => short(part.facings / all.facings) },
    { key: 'width', value: ({ part }) => short(part.width) },
    { key: 'width_share', value: ({ part, all }) => short(part.width / all.width) },
    { key: 'photos', value: ({ photos }) => photos },
    { key: 'photos_not_counted', value: ({ uncounted }) => uncounted },
  ],
  rows: (audits) => audits.flatMap(rowsOf),
};

/** @param {PlannedAudit} planned @returns {ShareRow[]} */
function rowsOf({ audit, shots, lists }) {
  if (!shots.some(({ named }) => [...named.values()].some(({ brand }) => brand))) return [];
  const categories = categoriesOf(audit);
  const known = new Set(categories.map(({ id }) => id));
  const groups = [
    ...categories.map(({ id, name }) => ({ name, own: shots.filter(({ shot }) => shot.categoryId === id) })),
    { name: '', own: shots.filter(({ shot }) => !known.has(shot.categoryId ?? '')) },
  ];
  return groups.flatMap(({ name, own }) => {
    const counted = own.filter(({ shot }) => !shot.uncounted);
    const share = shareOf(
      counted.map(({ parts }) => parts),
      [...lists.brands.values()],
      lists.find,
    );
    const { all, unnamed } = share;
    const group = {
      audit,
      category: name,
      photos: counted.length,
      uncounted: own.length - counted.length,
      all,
    };
    return [
      ...share.brands.map(({ brand, ...part }) => ({ ...group, brand, part })),
      ...(unnamed.facings > 0 ? [{ ...group, brand: null, part: unnamed }] : []),
    ];
  });
}

/** Thousandths of what is a part of a whole or a number of rows. @param {number} value */
const short = (value) => Math.round(1000 * value) / 1000;

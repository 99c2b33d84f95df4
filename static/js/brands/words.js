import { messages } from '../messages.js';
import { isNamed, percentsOf } from './share.js';

/** @typedef {import('./share.js').Share} Share */
/** @typedef {import('./share.js').Part} Part */

/**
 * Whole per cent that add up; what is less than one, or not quite all, is not rounded to nothing or to all.
 *
 * @param {number[]} values
 * @returns {string[]}
 */
export function percentWords(values) {
  const total = values.reduce((sum, value) => sum + value, 0);
  const { percent } = messages.brands;
  return percentsOf(values).map((each, i) => {
    if (each === 0 && values[i] > 0) return `<${percent(0.01)}`;
    return each === 100 && values[i] < total ? `>${percent(0.99)}` : percent(each / 100);
  });
}

/** @param {Share} share @returns {[string, string, string]} by facings: ours, others, unnamed */
export function groupWords({ own, others, unnamed }) {
  const [ours, theirs, unknown] = percentWords([own, others, unnamed].map(({ facings }) => facings));
  return [ours, theirs, unknown];
}

/**
 * @param {Share} share
 * @returns {string[]} such as 'Ours 42%', and 'unnamed 10%' as long as any is; nothing where nobody has named anything
 */
export function shareWords(share) {
  if (!isNamed(share)) return [];
  const [ours, , unnamed] = groupWords(share);
  const { brands } = messages;
  return [brands.oursPart(ours), ...(share.unnamed.facings > 0 ? [brands.unnamedPart(unnamed)] : [])];
}

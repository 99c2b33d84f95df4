/** Sizes as people write them on lists and packs, as numbers that can be compared. */

/** Millilitres or grams in one of each. @type {Record<string, [amount: number, of: 'ml' | 'g']>} */
const UNITS = {
  ml: [1, 'ml'],
  cl: [10, 'ml'],
  dl: [100, 'ml'],
  l: [1000, 'ml'],
  lt: [1000, 'ml'],
  ltr: [1000, 'ml'],
  liter: [1000, 'ml'],
  litre: [1000, 'ml'],
  litro: [1000, 'ml'],
  litros: [1000, 'ml'],
  floz: [29.57, 'ml'],
  g: [1, 'g'],
  gr: [1, 'g'],
  gramm: [1, 'g'],
  dag: [10, 'g'],
  kg: [1000, 'g'],
  oz: [28.35, 'g'],
  lb: [453.6, 'g'],
};

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`;
const SIZE = new RegExp(`^(?:${NUMBER}\\s*[x×*]\\s*)?${NUMBER}\\s*([a-z .]+)$`);

/**
 * @param {string} text such as '0,5 l', '500ml', '6 x 33 cl', '1.5 kg'
 * @returns {{ amount: number, of: 'ml' | 'g' } | null} of all packs together; null: it is no such size
 */
export function sizeIn(text) {
  const [, packs, number, unit = ''] = SIZE.exec(text.trim().toLowerCase()) ?? [];
  const [scale, of] = UNITS[unit.replace(/[ .]/g, '')] ?? [];
  if (scale === undefined || of === undefined) return null;
  const amount = asNumber(packs ?? '1') * asNumber(number) * scale;
  return amount > 0 ? { amount, of } : null;
}

/** @param {string} text with a comma or a point */
const asNumber = (text) => Number(text.replace(',', '.'));

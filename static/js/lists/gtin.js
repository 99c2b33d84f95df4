/**
 * Global Trade Item Numbers: https://www.gs1.org/services/how-calculate-check-digit-manually
 */

const LENGTHS = [8, 12, 13, 14];

/**
 * @param {string} text
 * @returns {boolean} whether it is a number of that kind, with the check digit that belongs to it
 */
export function isGtin(text) {
  if (!/^\d+$/.test(text) || !LENGTHS.includes(text.length)) return false;
  const digits = Array.from(text, Number).reverse();
  // From the right, the check digit first: each second one counts three times.
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}

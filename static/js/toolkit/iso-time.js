/** Times as ISO 8601 with the offset from UTC, so that they mean the same wherever they are read. */

const MINUTE_MS = 60_000;

/**
 * @param {number} time milliseconds since 1970
 * @returns {number} Minutes by which this device's clock is ahead of UTC at that time.
 */
export const offsetHere = (time) => 0 - Math.round(new Date(time).getTimezoneOffset()); // 0 rather than -0

/**
 * @param {number} time milliseconds since 1970
 * @param {number} [offset] minutes ahead of UTC; by default those of this device
 * @returns {string} `2024-01-05T09:30:00.000+01:00`
 */
export function isoTime(time, offset = offsetHere(time)) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  const [sign, minutes] = [offset < 0 ? '-' : '+', Math.abs(offset)];
  const clock = new Date(time + offset * MINUTE_MS).toISOString().slice(0, -1);
  return `${clock}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * @param {number} time milliseconds since 1970
 * @param {number} [offset] see `isoTime`
 * @returns {string} `2024-01-05T09:30:00+01:00`
 */
export const isoSeconds = (time, offset) => isoTime(time, offset).replace(/\.\d+/, '');

/**
 * @param {string} text a time in ISO 8601, or the offset alone
 * @returns {number | null} minutes ahead of UTC; null: it does not say
 */
export function offsetIn(text) {
  const [, sign, hours, minutes] = text.match(/([+-])(\d\d):(\d\d)$/) ?? [];
  if (!sign) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) + 0; // no -0
}

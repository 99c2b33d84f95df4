/**
 * What the languages share: how numbers, sizes and times are written, which differs by no more than the locale.
 */

/** @type {Readonly<Record<string, string>>} */
const backends = { wasm: 'WASM', webgl: 'WebGL', webgpu: 'WebGPU' };

/**
 * Numbers, sizes and times as a language writes them, and the choice between its singular and its plural. The person's
 * own variety of it decides where there is one: 1,000 in Mexico, 1000 in Spain.
 *
 * @param {string} language e.g. `de`
 * @param {readonly string[]} preferred the person's locales, the first choice first
 */
export function formatsOf(language, preferred = globalThis.navigator?.languages ?? []) {
  const locales = localesOf(language, preferred);
  const numbers = new Intl.NumberFormat(locales);
  const decimals = new Intl.NumberFormat(locales, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plurals = new Intl.PluralRules(locales);
  const times = new Intl.DateTimeFormat(locales, { hour: 'numeric', minute: '2-digit' });
  const days = new Intl.DateTimeFormat(locales, { weekday: 'short', day: 'numeric', month: 'short' });
  const daysOfOtherYears = new Intl.DateTimeFormat(locales, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const fullTimes = new Intl.DateTimeFormat(locales, { dateStyle: 'long', timeStyle: 'short' });
  const fullDays = new Intl.DateTimeFormat(locales, { dateStyle: 'long' });
  const percents = new Intl.NumberFormat(locales, { style: 'percent', maximumFractionDigits: 0 });
  const signs = new Intl.NumberFormat(locales, { signDisplay: 'exceptZero' });
  const nearDays = new Intl.RelativeTimeFormat(locales, { numeric: 'auto' });

  const number = (/** @type {number} */ value) => numbers.format(value);

  /** @type {(count: number, one: string, many: string) => string} */
  const plural = (count, one, many) => (plurals.select(count) === 'one' ? one : many);

  /** With one decimal, always. @param {number} value */
  const decimal = (value) => decimals.format(value);

  return {
    number,
    decimal,
    plural,

    /** @type {(count: number, one: string, many: string) => string} */
    quantity: (count, one, many) => `${number(count)} ${plural(count, one, many)}`,

    /** @param {string[]} names such as 'Coffee, Tea and Cocoa' */
    names: (names) => new Intl.ListFormat(locales, { type: 'conjunction' }).format(names),

    /** @param {number} bytes */
    size(bytes) {
      const [unit, value] = bytes < 999.5e6 ? ['megabyte', bytes / 1e6] : ['gigabyte', bytes / 1e9];
      const digits = value < 9.95 ? 1 : 0;
      return new Intl.NumberFormat(locales, { style: 'unit', unit, maximumFractionDigits: digits }).format(
        value,
      );
    },

    /** @type {(time: number, now?: number) => string} milliseconds since 1970 */
    moment(time, now = Date.now()) {
      const startOfDay = (/** @type {number} */ at) => new Date(at).setHours(0, 0, 0, 0);
      const daysAgo = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
      const otherYear = new Date(time).getFullYear() !== new Date(now).getFullYear();
      const near = daysAgo === 0 || daysAgo === 1 ? nearDays.format(-daysAgo, 'day') : '';
      const day = near || (otherYear ? daysOfOtherYears : days).format(time);
      return `${day.charAt(0).toUpperCase()}${day.slice(1)}, ${times.format(time)}`;
    },

    /** The day and the time, whenever it is read. @param {number} time milliseconds since 1970 */
    dayAndTime: (time) => fullTimes.format(time),

    /** @param {number} time milliseconds since 1970 */
    day: (time) => fullDays.format(time),

    /** @param {number} value 0..1 */
    percent: (value) => percents.format(value),

    /** A difference with its sign, always: +3, −2, ±0. @param {number} value */
    signed: (value) => (value === 0 ? `±${number(0)}` : signs.format(value).replace('-', '−')),

    /** @type {(rate: { fps: number, latency_ms: number }, backend: string) => string} */
    rate: ({ fps, latency_ms }, backend) =>
      `${fps < 9.5 ? decimal(fps) : Math.round(fps)} fps · ${Math.round(latency_ms)} ms · ${backends[backend] ?? backend}`,
  };
}

/**
 * @template T
 * @param {Readonly<Record<string, T>> & { readonly unknown: T }} texts
 * @param {string} code
 * @returns {T} what there is to say about a problem without words of its own is under `unknown`
 */
export const textFor = (texts, code) => texts[code] ?? texts.unknown;

/**
 * @param {string} language
 * @param {readonly string[]} [preferred] the person's locales, the first choice first
 * @returns {string[]} those of them that are of the language, and the language itself
 */
export const localesOf = (language, preferred = globalThis.navigator?.languages ?? []) => [
  ...preferred.filter((each) => isLocale(each) && primary(each) === language),
  language,
];

/** The language of a locale. @param {string} locale e.g. `pt-PT` @returns {string} e.g. `pt` */
export const primary = (locale) => locale.split(/[-_]/)[0].toLowerCase();

/** Chrome has been seen to list `en-US@posix`, at which Intl throws. @param {string} locale */
function isLocale(locale) {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false; // the plain language serves
  }
}

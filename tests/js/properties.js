/** What holds for any input is tested with fast-check, which makes the inputs and finds the smallest one that fails. */
import fc from 'fast-check';

// The same inputs in every run, so that a commit is not stopped by what another one broke. SHELFSCAN_SEED=2 has others.
fc.configureGlobal({ seed: Number(process.env.SHELFSCAN_SEED ?? 1), numRuns: 100 });

export { fc };

/**
 * Whole numbers from 0 to below a limit, for a test that decides as it goes on what it needs next.
 *
 * @param {fc.GeneratorValue} draw of `fc.gen()`
 * @returns {(limit: number) => number}
 */
export const randomFrom = (draw) => (limit) => draw(fc.nat, { max: limit - 1 });

/**
 * Parts of a whole in steps of a thousandth. Of all numbers that a computer has between 0 and 1 nearly all are about 0, so
 * `fc.double` would try hardly anything else.
 *
 * @param {number} [least] @param {number} [most]
 */
export const parts = (least = 0, most = 1) =>
  fc.integer({ min: Math.round(1000 * least), max: Math.round(1000 * most) }).map((part) => part / 1000);

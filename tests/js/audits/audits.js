/** Audits for tests. */

/** @typedef {import('../../../static/js/audits/record.js').Audit} Audit */
/** @typedef {import('../../../static/js/audits/record.js').Shot} Shot */
/** @typedef {import('../../../static/js/audits/record.js').ReviewedShot} ReviewedShot */

export const STARTED = Date.UTC(2026, 2, 9, 14, 5);

/**
 * A review with five machine boxes, of which one scores too low, one was removed and one was moved; one box was added.
 * @param {Partial<ReviewedShot>} [change]
 * @returns {ReviewedShot} four products
 */
export function makeReview(change = {}) {
  return {
    width: 600,
    height: 800,
    threshold: 0.4,
    labels: ['product'],
    machine: [0.9, 0.8, 0.7, 0.5, 0.2].map((score, i) => ({
      box: [100 * i, 10, 100 * i + 90, 200],
      score,
      label: 0,
    })),
    corrections: {
      removed: [1],
      moved: { 2: [210, 20, 290, 180] },
      added: [{ id: 'a1', box: [10, 300, 60, 420.5], label: 0 }],
      gaps: { accepted: [[400, 300, 480, 420]], dismissed: [] },
    },
    model: { name: 'shelf', version: '1.0.0' },
    ...change,
  };
}

/** @param {Partial<Audit>} [change] @returns {Audit} */
export function makeAudit(change = {}) {
  return {
    id: 'audit-1',
    store: 'Corner Shop',
    place: 'Aisle 4',
    note: '',
    created: STARTED,
    changed: STARTED,
    deleted: null,
    copyOf: null,
    ...change,
  };
}

/** @param {Partial<Shot>} [change] @returns {Shot} */
export function makeShot(change = {}) {
  return {
    id: 'shot-1',
    auditId: 'audit-1',
    taken: STARTED + 60_000,
    offsets: { taken: 60, counted: 60 },
    deleted: null,
    review: makeReview(),
    ...change,
  };
}

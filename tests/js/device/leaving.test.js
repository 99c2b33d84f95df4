import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

const page = new EventTarget();
globalThis.addEventListener = page.addEventListener.bind(page);
/** @type {unknown[]} */
const reported = [];
globalThis.reportError = (error) => reported.push(error);
const { report } = await import('../../../static/js/shell/report.js');

/** @param {'pagehide' | 'pageshow'} type */
const tell = (type) => page.dispatchEvent(new Event(type));

/**
 * @param {{ before?: 'pagehide' | 'pageshow', after?: ('pagehide' | 'pageshow')[] }} events around a failure
 * @returns {Promise<number>} how many times it was reported
 */
async function reportsOf({ before, after = [] }) {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    reported.length = 0;
    if (before) tell(before);
    const done = report(new TypeError('Importing a module script failed.'));
    for (const type of after) tell(type);
    mock.timers.runAll();
    await done;
    return reported.length;
  } finally {
    mock.timers.reset();
    tell('pageshow');
  }
}

test('a failure of a page that stays is reported', async () => {
  assert.equal(await reportsOf({}), 1);
});

test('a failure of a page that is being left is not, in whichever order the browser tells', async () => {
  assert.equal(await reportsOf({ before: 'pagehide' }), 0);
  assert.equal(await reportsOf({ after: ['pagehide'] }), 0);
  assert.equal(await reportsOf({ after: ['pagehide', 'pageshow'] }), 0);
});

test('a page that was left and is open again reports what fails then', async () => {
  tell('pagehide');
  assert.equal(await reportsOf({ before: 'pageshow' }), 1);
});

/**
 * A reporter for `node --test` that writes one JSON object a line for each test: what tests/js/conftest.py reads.
 *
 * @typedef {{ file: string, name: string, outcome: 'passed' | 'failed' | 'skipped', detail: string, ms: number }} Case
 */

import { inspect } from 'node:util';

/**
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* report(events) {
  for await (const { type, data } of events) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details.type === 'suite') continue;
    const skipped = data.skip ?? data.todo;
    const error = type === 'test:fail' ? data.details.error : undefined;
    const outcome = skipped !== undefined ? 'skipped' : error ? 'failed' : 'passed';
    const detail = error ? inspect(error.cause ?? error) : typeof skipped === 'string' ? skipped : '';
    const { duration_ms: ms } = data.details;
    yield `${JSON.stringify({ file: data.file ?? '', name: data.name, outcome, detail, ms })}\n`;
  }
}

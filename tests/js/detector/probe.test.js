import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  answerFor,
  farthestOff,
  liveInput,
  makeProbe,
  probePicture,
  smallInput,
} from '../../../static/js/detector/probe.js';
import { readEmbedder } from '../../../static/js/looks/card.js';
import { checkCard } from '../../../static/js/models/card.js';
import { makeCard } from '../models/cards.js';

const CARD = await makeCard('1.0.0', { 'model.json': '{}' });
const COLUMNS = CARD.output.layout.length;

/** A network whose every number tells its place. @type {any} */
const network = {
  card: CARD,
  run: async (
    /** @type {Uint8ClampedArray} */ rgba,
    /** @type {number} */ height,
    /** @type {number} */ width,
  ) => {
    assert.equal(rgba.length, height * width * 4);
    return Float32Array.from({ length: (height * width * COLUMNS) / 64 }, (_, i) => Math.sin(i));
  },
};

test('the picture of published answers never changes', () => {
  const hash = createHash('sha256')
    .update(probePicture({ height: 128, width: 96 }))
    .digest('hex');
  assert.equal(hash, '9bd5778519e3d863da88ddad8857996b850e49dc5faafe7b578d60c59a7debc2');
});

test('a card gets answers for a small picture and for a live frame, with numbers of all columns', async () => {
  const { answers } = await makeProbe(network);
  assert.deepEqual(
    answers.map(({ height, width }) => ({ height, width })),
    [smallInput(CARD), liveInput(CARD)],
  );
  for (const { every, numbers } of answers) {
    assert.ok(numbers.length > 150 && numbers.length < 400, `${numbers.length}`);
    const columns = new Set(numbers.map((_, i) => (i * every) % COLUMNS));
    assert.equal(columns.size, COLUMNS);
  }
});

test('the same numbers agree, and one that is wrong, a missing one or one too many do not', async () => {
  const probe = await makeProbe(network);
  const { height, width } = smallInput(CARD);
  const answer = /** @type {any} */ (answerFor({ ...CARD, probe }, { height, width }));
  const raw = await network.run(probePicture({ height, width }), height, width);
  assert.ok(farthestOff(raw, answer) < 0.001);
  assert.equal(farthestOff(raw.slice(0, raw.length / 2), answer), Number.POSITIVE_INFINITY);
  raw[answer.every * 10] += 0.75;
  assert.ok(Math.abs(farthestOff(raw, answer) - 0.75) < 0.001);
});

test('a card without answers, or with none for a size, has none', async () => {
  const probe = await makeProbe(network);
  assert.equal(answerFor(CARD, smallInput(CARD)), null);
  assert.equal(answerFor({ ...CARD, probe: null }, smallInput(CARD)), null);
  assert.equal(answerFor({ ...CARD, probe }, { height: 32, width: 32 }), null);
});

test('a card with answers that make no sense is left out', async () => {
  const probe = await makeProbe(network);
  const [answer] = probe.answers;
  checkCard({ ...CARD, probe });
  checkCard({ ...CARD, probe: null });
  for (const wrong of [
    'yes',
    { ...probe, tolerance: 0 },
    { ...probe, answers: [] },
    { ...probe, answers: [{ ...answer, height: 100 }] },
    { ...probe, answers: [{ ...answer, every: 0 }] },
    { ...probe, answers: [{ ...answer, numbers: [null] }] },
  ]) {
    assert.throws(() => checkCard({ ...CARD, probe: wrong }), TypeError, JSON.stringify(wrong));
  }
});

test('every published model has answers for what its phones try first', async () => {
  const models = new URL('../../../models/', import.meta.url);
  for (const name of await readdir(models)) {
    const content = JSON.parse(await readFile(new URL(`${name}/card.json`, models), 'utf8'));
    const embedder = readEmbedder(content);
    if (embedder) {
      assert.ok(embedder.probe, name);
      continue;
    }
    const card = checkCard(content);
    assert.ok(answerFor(card, smallInput(card)), name);
    assert.ok(answerFor(card, liveInput(card)), name);
  }
});

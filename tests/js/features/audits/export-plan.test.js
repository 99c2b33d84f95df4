import assert from 'node:assert/strict';
import { test } from 'node:test';

import { exportName, modelsOf } from '../../../../static/js/features/audits/export-plan.js';
import { makeAudit, makeReview, makeShot, STARTED } from '../../audits/audits.js';
import { CARD, LICENCE, makePlan } from './plans.js';

test('file names are safe on every system and unique', () => {
  const store = '../../A:B*?"<>| Ünïcode 店 \\ CON';
  const audits = [
    { audit: makeAudit({ store }), shots: [makeShot(), makeShot({ id: 'shot-2' })] },
    { audit: makeAudit({ id: 'audit-2', store: store.toUpperCase() }), shots: [makeShot()] },
  ];
  const photos = makePlan(audits).flatMap(({ shots }) => shots.map(({ photo }) => photo ?? ''));
  for (const photo of photos) assert.match(photo, /^photos\/[\p{L}\p{N}\p{M}-]+\.jpg$/u);
  assert.equal(new Set(photos.map((photo) => photo.toLowerCase())).size, 3);
  assert.equal(exportName([makeAudit()], STARTED), 'shelfscan-corner-shop-2026-03-09');
  assert.equal(exportName([makeAudit(), makeAudit()], STARTED), 'shelfscan-2-visits-2026-03-09');
});

test('the terms of a model come from the record, or from the card in use if it is the same model', () => {
  const own = { weights: 'Of the record', data: 'Of the record' };
  /** @param {import('../../../../static/js/audits/record.js').ReviewedShot['model']} model */
  const modelOf = (model) => {
    const shot = makeShot({ review: makeReview({ model }) });
    return modelsOf(makePlan([{ audit: makeAudit(), shots: [shot] }], CARD))[0].licence;
  };
  assert.deepEqual(modelOf({ name: 'shelf', version: '1.0.0', licence: own }), own);
  assert.deepEqual(modelOf({ name: 'shelf', version: '1.0.0' }), LICENCE);
  assert.equal(modelOf({ name: 'shelf', version: '1.1.0' }), null, 'another version may have other terms');
  assert.equal(modelOf({ name: 'other', version: '1.0.0' }), null);
});

test('every model is listed once, with its terms if any record has them', () => {
  const shots = [
    makeShot(),
    makeShot({
      id: 'shot-2',
      review: makeReview({ model: { name: 'shelf', version: '1.0.0', licence: LICENCE } }),
    }),
    makeShot({ id: 'shot-3' }),
    makeShot({ id: 'shot-4', review: makeReview({ model: { name: 'own', version: '2.0.0' } }) }),
  ];
  assert.deepEqual(modelsOf(makePlan([{ audit: makeAudit(), shots }])), [
    { name: 'shelf', version: '1.0.0', licence: LICENCE },
    { name: 'own', version: '2.0.0', licence: null },
  ]);
});

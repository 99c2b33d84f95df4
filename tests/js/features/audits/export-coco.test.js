import assert from 'node:assert/strict';
import { test } from 'node:test';

import { auditsToCoco } from '../../../../static/js/features/audits/export-coco.js';
import { currentBoxes } from '../../../../static/js/photo/corrections.js';
import { ShotReview } from '../../../../static/js/photo/shot-review.js';
import { makeAudit, makeReview, makeShot, STARTED } from '../../audits/audits.js';
import { act, noisyShelf } from '../../photo/random-corrections.js';
import { fc, randomFrom } from '../../properties.js';
import { CARD, makePlan } from './plans.js';

/** @param {object} value */
const throughJson = (value) => JSON.parse(JSON.stringify(value));

test('COCO contains left, top, width and height of each box that counts, and no other boxes', () => {
  const coco = throughJson(auditsToCoco(makePlan(), STARTED));
  assert.deepEqual(
    coco.annotations.map((/** @type {{ bbox: number[] }} */ { bbox }) => bbox),
    [
      [0, 10, 90, 190],
      [210, 20, 80, 160],
      [300, 10, 90, 190],
      [10, 300, 50, 120.5],
    ],
  );
  assert.equal(coco.images[0].file_name, 'photos/corner-shop-2026-03-09-01.jpg');
  assert.equal(coco.images[0].date_captured, '2026-03-09T15:06:00.000+01:00');
  assert.deepEqual(coco.categories, [{ id: 1, name: 'product', supercategory: '' }]);
});

test('COCO contains only the boxes of the part that counts, and says which part that is', () => {
  const review = makeReview();
  const corners = /** @type {[number, number][]} */ ([
    [0, 0],
    [200, 0],
    [200, 800],
    [0, 800],
  ]);
  review.corrections = { ...review.corrections, region: { corners } };
  const shots = [makeShot({ review }), makeShot({ id: 'shot-2' })];
  const coco = throughJson(auditsToCoco(makePlan([{ audit: makeAudit(), shots }]), STARTED));
  const ofFirst = coco.annotations.filter((/** @type {any} */ each) => each.image_id === 1);
  assert.deepEqual(
    ofFirst.map((/** @type {any} */ { bbox }) => bbox),
    [
      [0, 10, 90, 190],
      [10, 300, 50, 120.5],
    ],
  );
  assert.deepEqual(coco.images[0].shelfscan.part_only, corners);
  assert.equal('part_only' in coco.images[1].shelfscan, false);
});

test('COCO boxes are clipped to the photo', () => {
  const machine = [{ box: /** @type {const} */ ([-5, -5, 700, 900]), score: 0.9, label: 0 }];
  const corrections = { removed: [], moved: {}, added: [], gaps: { accepted: [], dismissed: [] } };
  const review = makeReview({ machine: throughJson(machine), corrections });
  const coco = throughJson(
    auditsToCoco(makePlan([{ audit: makeAudit(), shots: [makeShot({ review })] }]), STARTED),
  );
  assert.deepEqual(coco.annotations[0].bbox, [0, 0, 600, 800]);
});

test('labels of the same name from different detectors are one category', () => {
  const shots = [
    makeShot({ id: 's1', review: makeReview({ labels: ['can'] }) }),
    makeShot({ id: 's2', review: makeReview({ labels: ['box', 'can'] }) }),
  ];
  const coco = throughJson(auditsToCoco(makePlan([{ audit: makeAudit(), shots }]), STARTED));
  assert.deepEqual(
    coco.categories.map((/** @type {{ name: string }} */ { name }) => name),
    ['can', 'box'],
  );
  assert.deepEqual(
    [...new Set(coco.annotations.map((/** @type {{ category_id: number }} */ each) => each.category_id))],
    [1, 2],
  );
});

test('a relabelled box is not marked as added', () => {
  const review = makeReview({ labels: ['can', 'box'] });
  review.corrections.added = [{ id: 'a1', box: [100, 10, 190, 200], label: 1, replaces: 1 }];
  const coco = throughJson(
    auditsToCoco(makePlan([{ audit: makeAudit(), shots: [makeShot({ review })] }]), STARTED),
  );
  assert.deepEqual(
    coco.annotations.map((/** @type {any} */ { attributes: { source } }) => source),
    ['machine', 'moved', 'machine', 'relabelled'],
  );
});

test('COCO states the terms under which the boxes may be used', () => {
  const coco = throughJson(auditsToCoco(makePlan(undefined, CARD), STARTED));
  assert.match(coco.licenses[0].name, /shelf 1\.0\.0.*Academic use.*Some photos: academic use/);
  assert.equal(coco.images[0].license, coco.licenses[0].id);
  assert.deepEqual(throughJson(auditsToCoco(makePlan(), STARTED)).licenses, [], 'where they are not known');
});

test('whatever was corrected, COCO gives back the boxes that count, each on its photo and with its label', () => {
  const property = fc.property(fc.gen(), (draw) => {
    const random = randomFrom(draw);
    const shots = Array.from({ length: random(4) }, (_, i) => {
      const review = new ShotReview(noisyShelf(random));
      for (let steps = random(10); steps > 0; steps -= 1) act(review, random);
      const labels = [
        ['can', 'box', 'bottle'],
        ['bottle', 'jar', 'can'],
        ['1', '2', '3'],
      ][random(3)];
      return makeShot({ id: `shot-${i}`, review: { ...review.shot, labels } });
    });
    const plan = makePlan([{ audit: makeAudit(), shots }]);
    const { images, annotations, categories } = throughJson(auditsToCoco(plan, STARTED));
    for (const list of [images, annotations, categories]) {
      assert.equal(new Set(list.map((/** @type {{ id: number }} */ { id }) => id)).size, list.length);
    }
    const names = new Map(categories.map((/** @type {any} */ { id, name }) => [id, name]));
    images.forEach((/** @type {any} */ image, /** @type {number} */ i) => {
      const { review, id } = shots[i];
      const { width, height } = review;
      assert.deepEqual([image.shelfscan.shot, image.width, image.height], [id, width, height]);
      const read = annotations
        .filter((/** @type {any} */ { image_id }) => image_id === image.id)
        .map((/** @type {any} */ { bbox: [x, y, w, h], area, category_id }) => {
          assert.ok(
            x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= width && y + h <= height && area === w * h,
          );
          return { box: [x, y, x + w, y + h], label: names.get(category_id) };
        });
      const clipped = currentBoxes(review).map(({ box: [l, t, r, b], label }) => ({
        box: [Math.max(0, l), Math.max(0, t), Math.min(width, r), Math.min(height, b)],
        label: review.labels[label],
      }));
      assert.deepEqual(read, clipped);
    });
    assert.equal(images.length, shots.length);
  });
  fc.assert(property, { numRuns: 60 });
});

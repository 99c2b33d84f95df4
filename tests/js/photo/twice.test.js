import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentBoxes, noCorrections } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { shelvesOf } from '../../../static/js/photo/shelves.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { isOnBoth, leaveOut, matchPhotos } from '../../../static/js/photo/twice.js';
import { drawShelf, photoOf } from './shelf-pictures.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

const shelf = drawShelf(1);
const HASHES = ['a'.repeat(64), 'b'.repeat(64)];

/** @param {Box | undefined} box @param {Box} expected @param {number} within pixels */
function assertNear(box, expected, within) {
  assert.ok(box);
  for (const [i, edge] of box.entries())
    assert.ok(Math.abs(edge - expected[i]) <= within, `${box} is not ${expected}`);
}

test('the same bytes are the same photo, even of a blank wall', () => {
  const wall = { ...shelf, grey: shelf.grey.map(() => 128), boxes: [] };
  const [photo, same, other] = [HASHES[0], HASHES[0], HASHES[1]].map((sha256) =>
    photoOf(wall, { left: 0, sha256 }),
  );
  assert.deepEqual(matchPhotos(photo, same), {
    isSame: true,
    region: [0, 0, 384, 512],
    otherRegion: [0, 0, 384, 512],
  });
  assert.equal(matchPhotos(photo, other), null, 'blank walls look alike, which says nothing');
  assert.equal(
    matchPhotos(photoOf(wall, { left: 0 }), photoOf(wall, { left: 0 })),
    null,
    'no hash is no match',
  );
});

test('the same picture is known again in other bytes, in another light and with noise', () => {
  const photo = photoOf(shelf, { left: 300, sha256: HASHES[0] });
  const again = photoOf(shelf, { left: 300, sha256: HASHES[1], light: 0.85, noise: 30 });
  assert.equal(matchPhotos(photo, again)?.isSame, true);
});

for (const shift of [80, 190, 250]) {
  test(`a phone that was moved by ${shift} of 384 pixels shows what is on both photos`, () => {
    const [photo, other] = [
      photoOf(shelf, { left: 300 + shift, light: 1.1 }),
      photoOf(shelf, { left: 300, noise: 20 }),
    ];
    const match = matchPhotos(photo, other);
    assert.equal(match?.isSame, false);
    assertNear(match?.region, [0, 0, 384 - shift, 512], 4);
    assertNear(match?.otherRegion, [shift, 0, 384, 512], 4);
  });
}

test('photos of different resolution are compared as well', () => {
  const photo = photoOf(shelf, { left: 490 });
  const { review, fingerprint } = photoOf(shelf, { left: 300 });
  const machine = review.machine.map((each) => ({
    ...each,
    box: /** @type {Box} */ (each.box.map((edge) => 3 * edge)),
  }));
  const larger = { fingerprint, review: { ...review, width: 1152, height: 1536, machine } };
  assertNear(matchPhotos(photo, larger)?.otherRegion, [570, 0, 1152, 1536], 12);
});

test('a person who has removed all boxes has not changed the shelf', () => {
  const photo = photoOf(shelf, { left: 490 });
  const other = photoOf(shelf, { left: 300 });
  const removed = other.review.machine.map((_, index) => index);
  const review = { ...other.review, corrections: { ...noCorrections, removed } };
  assertNear(matchPhotos(photo, { ...other, review })?.region, [0, 0, 194, 512], 4);
});

test('the next part of a shelf and other shelves are no match', () => {
  const photo = photoOf(shelf, { left: 0 });
  for (const left of [390, 800, 1200]) assert.equal(matchPhotos(photo, photoOf(shelf, { left })), null);
  for (let seed = 2; seed < 12; seed += 1)
    assert.equal(matchPhotos(photo, photoOf(drawShelf(seed), { left: 0 })), null, `shelf ${seed}`);
});

/**
 * What another photo, of which everything counts, shows in a region.
 * @param {Box} region
 * @param {Partial<import('../../../static/js/photo/twice.js').Shown>} [change]
 */
const shownIn = (region, change = {}) => [
  { isSame: false, region, otherRegion: region, counted: null, ...change },
];

/** Three boards with ten products; the photo's middle fifth is on another photo. */
function reviewWithMiddle() {
  const machine = [300, 600, 900].flatMap((bottom) =>
    Array.from({ length: 10 }, (_, i) => ({
      box: /** @type {Box} */ ([20 + 96 * i, bottom - 120, 110 + 96 * i, bottom]),
      score: bottom === 900 && i === 5 ? 0.2 : 0.9,
      label: 0,
    })),
  );
  return new ShotReview({
    ...{ width: 1000, height: 1000, threshold: 0.4, labels: ['can', 'bottle'], machine },
    corrections: noCorrections,
    model: { name: 'shelf', version: '1.0.0' },
  });
}
const MIDDLE = shownIn([400, 0, 620, 1000]);

test('what is left out is removed by hand, in numbers that add up, at every threshold', () => {
  const review = reviewWithMiddle();
  assert.equal(review.boxes.length, 29);
  review.leaveOut(MIDDLE);
  const { products, machine, removed, added } = countsOf(review.shot);
  assert.deepEqual(
    { products, machine, removed, added },
    { products: 24, machine: 29, removed: 5, added: 0 },
  );
  review.setThreshold(0.1);
  assert.equal(review.boxes.length, 24, 'a fainter box there is left out, too');
});

test('one undo brings back all that was left out', () => {
  const review = reviewWithMiddle();
  const before = review.shot;
  review.leaveOut(MIDDLE);
  review.undo();
  assert.deepEqual(review.shot, before);
});

test('boxes that a person drew, moved and relabelled are left out where they are now', () => {
  const review = reviewWithMiddle();
  review.add({ x: 430, y: 20 }, { x: 500, y: 120 });
  const [first, second] = review.stops.filter((stop) => stop.kind === 'box' && stop.box[3] === 300);
  review.select(first.key);
  review.move([430, 640, 500, 740]);
  review.select(second.key);
  review.setLabel(1);
  review.leaveOut(MIDDLE);
  const left = currentBoxes(review.shot);
  assert.ok(left.every(({ box }) => !isOnBoth(box, MIDDLE)));
  assert.ok(left.some(({ label }) => label === 1));
  const { products, machine, added, removed } = countsOf(review.shot);
  assert.equal(products, machine + added - removed);
});

test('the hole that remains is no gap, and a gap on the other photo is not confirmed twice', () => {
  const review = reviewWithMiddle();
  // Of the lowest board alone: where every row is interrupted, there would be no gap anyway.
  const BELOW = shownIn([400, 750, 620, 1000]);
  /** @type {Box} */
  const gap = [420, 790, 500, 890];
  const confirmed = {
    ...noCorrections,
    gaps: { accepted: [gap, /** @type {Box} */ ([5, 10, 15, 90])], dismissed: [] },
  };
  const shot = { ...review.shot, corrections: confirmed };
  const corrections = leaveOut(shot, BELOW);
  assert.deepEqual(corrections.gaps.accepted, [[5, 10, 15, 90]]);
  const { unchecked } = shelvesOf({ ...shot, corrections });
  assert.deepEqual(
    unchecked.filter(({ box }) => isOnBoth(box, BELOW)),
    [],
  );
  assert.ok(
    shelvesOf({ ...shot, corrections: { ...corrections, gaps: noCorrections.gaps } }).unchecked.length > 0,
  );
});

test('what the other photo shows outside its part that counts is not counted there', () => {
  /** @type {Box} */
  const box = [440, 100, 460, 200];
  /** @type {import('../../../static/js/photo/region.js').Region} */
  const counted = {
    corners: [
      [0, 0],
      [110, 0],
      [110, 500],
      [0, 500],
    ],
  };
  // The other photo has half as many pixels, and shows the region from x = 100 on: the box's middle is at 125 there.
  const otherRegion = /** @type {Box} */ ([100, 0, 210, 500]);
  assert.equal(isOnBoth(box, shownIn([400, 0, 620, 1000], { otherRegion })), true);
  assert.equal(isOnBoth(box, shownIn([400, 0, 620, 1000], { otherRegion, counted })), false);
  assert.equal(isOnBoth([410, 100, 420, 200], shownIn([400, 0, 620, 1000], { otherRegion, counted })), true);
});

test('the part of the photo that counts stays as it is', () => {
  const review = reviewWithMiddle();
  /** @type {import('../../../static/js/photo/region.js').Region} */
  const region = {
    corners: [
      [0, 0],
      [900, 0],
      [900, 900],
      [0, 900],
    ],
  };
  const shot = { ...review.shot, corrections: { ...noCorrections, region } };
  assert.deepEqual(leaveOut(shot, MIDDLE).region, region);
});

/**
 * The tracker on real walks along shelves. Its settings were chosen on clips 1 and 2; clip 3 checks them.
 *
 *     SHELFSCAN_CLIP_SECONDS=60 node --test tests/js/features/scan/tracking-clips.test.js    the whole clips, in minutes
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SettledCount } from '../../../../static/js/features/scan/settled-count.js';
import { Tracker } from '../../../../static/js/features/scan/tracking.js';
import {
  CLIP_FPS,
  clipPath,
  detect,
  FRAMES_PER_DETECTION,
  frames,
  HEIGHT,
  loadDetector,
  WIDTH,
  whyNoClips,
} from './clips/clip.js';
import { IdentityMeter } from './clips/identities.js';
import { motionBetween, moveBox } from './clips/motion.js';

const LEAST_PRODUCTS = 8;
const SECONDS = Number(process.env.SHELFSCAN_CLIP_SECONDS ?? 2);
const FRAME_MS = (1000 * FRAMES_PER_DETECTION) / CLIP_FPS;

/** Size of the pictures on which motion is measured, pixels: a quarter of the clip's sides. */
const SMALL = { width: WIDTH / 4, height: HEIGHT / 4 };

const skip = whyNoClips();
const detector = skip ? null : await loadDetector();

/** @typedef {NonNullable<typeof detector>} Detector */

for (const clip of [1, 2, 3]) {
  test(`on clip ${clip} identities of facings in view change in fewer than 5 % of the frames`, {
    skip,
  }, async (t) => {
    const { card, box } = /** @type {Detector} */ (detector);
    const threshold = card.defaults.scoreThreshold.live;
    const tracker = new Tracker(threshold);
    const meter = new IdentityMeter({ width: WIDTH, height: HEIGHT, patience: 1000 / FRAME_MS });
    const small = frames(clipPath(clip), { ...SMALL, format: 'gray', seconds: SECONDS });
    const large = frames(clipPath(clip), {
      every: FRAMES_PER_DETECTION,
      width: box.width,
      height: box.height,
      format: 'rgba',
      seconds: SECONDS,
    });
    /** @type {import('./clips/motion.js').Affine[]} since the last detection */
    let motions = [];
    let before = /** @type {Uint8Array | null} */ (null);
    let [index, shownFacings, detected] = [0, 0, 0];
    for await (const now of small) {
      if (before) motions.push(motionBetween(before, now, SMALL.width, SMALL.height));
      before = now;
      if (index++ % FRAMES_PER_DETECTION !== 0) continue;
      const { value: rgba } = await large.next();
      const found = await detect(/** @type {Detector} */ (detector), rgba, Tracker.floorOf(threshold));
      const shown = tracker.update(found, ((index - 1) / CLIP_FPS) * 1000);
      meter.add(shown, (facing) => motions.reduce((moved, motion) => moveBox(motion, 4, moved), facing));
      motions = [];
      shownFacings += shown.length;
      detected += found.scores.filter((score) => score >= threshold).length;
    }
    await large.return(undefined);
    const { found, changes, missing } = meter.tally;
    const missingPart = missing / (found + missing);
    t.diagnostic(
      `${changes} changes in ${found} facings found again (${((100 * changes) / found).toFixed(2)} %), ` +
        `${(100 * missingPart).toFixed(1)} % missing, shown/detected ${(shownFacings / detected).toFixed(2)}`,
    );
    assert.ok(found > 100, 'the clip shows products');
    assert.ok(changes < 0.05 * found);
    assert.ok(missingPart < 0.05, 'and not because boxes were hidden');
    assert.ok(shownFacings > 0.8 * detected && shownFacings < 1.4 * detected, 'the count is the detector’s');
  });

  test(`with a still camera on clip ${clip} the settled count changes by at most one`, {
    skip,
  }, async (t) => {
    const { card, box } = /** @type {Detector} */ (detector);
    const threshold = card.defaults.scoreThreshold.live;
    const options = { ...box, width: box.width, height: box.height, format: /** @type {const} */ ('rgba') };
    const shelf = frames(clipPath(clip), options);
    const picture = await firstWithProducts(shelf, threshold);
    const tracker = new Tracker(threshold);
    const settledCount = new SettledCount();
    const random = generator(clip);
    /** @type {number[]} */
    const settled = [];
    const raw = [];
    const tracked = [];
    for (let i = 0; i < 30; i += 1) {
      const noisy = withNoise(picture, box.width, random);
      const found = await detect(/** @type {Detector} */ (detector), noisy, Tracker.floorOf(threshold));
      const shown = tracker.update(found, i * FRAME_MS);
      const { count, isSettled } = settledCount.add(shown.length, {
        isStill: tracker.isStill,
        now_ms: i * FRAME_MS,
      });
      if (isSettled) settled.push(count);
      tracked.push(tracker.isStill ? shown.length : `${shown.length} moving`);
      raw.push(found.scores.filter((score) => score >= threshold).length);
    }
    t.diagnostic(
      `settled on ${[...new Set(settled)]} in ${settled.length} of ${raw.length} frames; detected ${raw}; shown ${tracked}`,
    );
    assert.ok(settled.length >= 12, 'it comes to rest');
    assert.ok(Math.max(...settled) - Math.min(...settled) <= 1);
  });
}

/**
 * With only two or three products in view, noise moves their boxes like a moving camera would, and the count never settles.
 *
 * @param {AsyncGenerator<Uint8Array>} shelf pictures of a clip; closed when one is found
 * @param {number} threshold
 * @returns {Promise<Uint8Array>} the first picture with enough products for a stable count
 */
async function firstWithProducts(shelf, threshold) {
  for await (const picture of shelf) {
    const { scores } = await detect(/** @type {Detector} */ (detector), picture, threshold);
    if (scores.length >= LEAST_PRODUCTS) return picture;
  }
  throw new Error(`no picture of the clip shows ${LEAST_PRODUCTS} products`);
}

/** Mulberry32: the same noise in every run. @param {number} seed @returns {() => number} 0..1 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Simulates a second frame of a hand-held camera: shifted by a pixel, slightly brighter or darker, and with noise.
 * @param {Uint8Array} rgba
 * @param {number} width
 * @param {() => number} random
 */
function withNoise(rgba, width, random) {
  const shift = 4 * (Math.round(random()) + width * Math.round(random()));
  const light = 0.98 + 0.04 * random();
  const result = new Uint8Array(rgba.length);
  for (let i = 0; i < rgba.length; i += 1) {
    const noise = 12 * (random() + random() - 1);
    result[i] = Math.max(
      0,
      Math.min(255, rgba[Math.min(i + shift, rgba.length - 4 + (i % 4))] * light + noise),
    );
  }
  return result;
}

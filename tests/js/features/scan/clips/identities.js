/**
 * How often identities change. The definition:
 *
 * - A shown facing is carried from one detected frame to the next by the motion of the picture's pixels (motion.js).
 * - It *stays in view* while its centre and at least 70 % of its area lie inside the picture.
 * - In the next frame it is *found again* as the shown box that overlaps the carried one by an IoU of at least 0.5,
 *   best pairs first. If there is none, it is carried on for up to one second.
 * - When found again under another id, its identity has *changed*. The rate is changes / times found again, so every
 *   facing and every frame weighs the same. (MOTA counts its id switches like this, against boxes that people drew.)
 * - *Missing* is the share of facing-frames in view without a shown box, up to when the facing was found again; a
 *   tracker cannot lower one number by hiding boxes without raising the other.
 *
 * @typedef {[number, number, number, number]} Box xyxy
 * @typedef {{ id: number, box: Box }} Shown
 * @typedef {{ found: number, changes: number, missing: number }} Tally
 */
import { iouOf } from '../../../../../static/js/geometry/boxes.js';

const SAME_FACING_IOU = 0.5;
const STAYS_IN_VIEW = 0.7;

export class IdentityMeter {
  /** @type {{ id: number, box: Box, unseen: number }[]} */
  #facings = [];
  /** @type {Tally} */
  tally = { found: 0, changes: 0, missing: 0 };

  /**
   * @param {{ width: number, height: number, patience: number }} picture size in pixels, and for how many frames a
   *   facing without a box is carried on
   */
  constructor(picture) {
    this.picture = picture;
  }

  /**
   * @param {Shown[]} shown
   * @param {(box: Box) => Box} carry by the motion since the frame before
   */
  add(shown, carry) {
    const facings = this.#facings
      .map((facing) => ({ ...facing, box: carry(facing.box) }))
      .filter(({ box }) => staysInView(box, this.picture));
    const pairs = [];
    for (const facing of facings) {
      for (const one of shown) {
        const iou = iouOf(facing.box, one.box);
        if (iou >= SAME_FACING_IOU) pairs.push({ facing, one, iou });
      }
    }
    const foundFacings = new Set();
    const foundBoxes = new Set();
    for (const { facing, one } of pairs.sort((a, b) => b.iou - a.iou)) {
      if (foundFacings.has(facing) || foundBoxes.has(one)) continue;
      foundFacings.add(facing);
      foundBoxes.add(one);
      this.tally.found += 1;
      this.tally.missing += facing.unseen;
      if (facing.id !== one.id) this.tally.changes += 1;
    }
    const lost = facings
      .filter((facing) => !foundFacings.has(facing) && facing.unseen + 1 < this.picture.patience)
      .map((facing) => ({ ...facing, unseen: facing.unseen + 1 }));
    this.#facings = [...shown.map((one) => ({ ...one, unseen: 0 })), ...lost];
  }
}

/** @param {Box} box @param {{ width: number, height: number }} picture */
function staysInView([left, top, right, bottom], { width, height }) {
  const inside =
    Math.max(0, Math.min(right, width) - Math.max(left, 0)) *
    Math.max(0, Math.min(bottom, height) - Math.max(top, 0));
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const centred = x >= 0 && y >= 0 && x <= width && y <= height;
  return centred && inside >= STAYS_IN_VIEW * (right - left) * (bottom - top);
}

/**
 * What can spoil a count before the detector sees the picture: darkness, blur, distance. Judged seldom and on few pixels.
 *
 * @typedef {'dark' | 'blurred' | 'far' | 'nothing'} Hint `nothing`: no product is in the picture
 * @typedef {{ brightness: number, sharpness: number }} Luminance `brightness` 0..1; `sharpness` is the contrast of
 *   neighbouring pixels as a part of that over four pixels: 0.25 for a smooth ramp, about 0.4 for products on a shelf
 */
import { median } from '../geometry/median.js';

const SPAN = 4;
/** With less contrast than this (0..1) over four pixels, as on a plain wall, sharpness cannot be measured. */
const LEAST_CONTRAST = 0.012;

/** Chosen on 56 shelf photos: as taken, none counts as dark or blurred; with a blur of two pixels, all count as blurred. */
const DARK = 0.14;
const BLURRED = 0.29;
/** A product whose shorter side has fewer pixels than this in the network's input is often missed. */
const FAR_PX = 11;
/** So few boxes say nothing about the distance. */
const LEAST_BOXES = 6;

/**
 * @param {Uint8ClampedArray} rgba of a patch in the size in which the network sees it
 * @param {number} width of the patch, pixels
 * @returns {Luminance}
 */
export function measureLuminance(rgba, width) {
  const height = rgba.length / 4 / width;
  const luma = new Float32Array(width * height);
  let sum = 0;
  for (let i = 0; i < luma.length; i += 1) {
    luma[i] = (0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2]) / 255;
    sum += luma[i];
  }
  let [near, far] = [0, 0];
  for (let y = 0; y < height - SPAN; y += 1) {
    for (let x = 0; x < width - SPAN; x += 1) {
      const i = y * width + x;
      near += Math.abs(luma[i] - luma[i + 1]) + Math.abs(luma[i] - luma[i + width]);
      far += Math.abs(luma[i] - luma[i + SPAN]) + Math.abs(luma[i] - luma[i + SPAN * width]);
    }
  }
  const pixels = 2 * (height - SPAN) * (width - SPAN);
  return { brightness: sum / luma.length, sharpness: far / pixels < LEAST_CONTRAST ? 1 : near / far };
}

/** @param {Luminance} luminance @returns {'dark' | 'blurred' | null} the more harmful first; null: it is good enough */
export function spoiledBy({ brightness, sharpness }) {
  if (brightness < DARK) return 'dark';
  return sharpness < BLURRED ? 'blurred' : null;
}

/**
 * The one thing to tell, the most harmful first.
 * @param {Luminance} luminance
 * @param {number[]} sides_px shorter side of each counted box in pixels of the network's input
 * @returns {Hint | null} null when nothing is in the way
 */
export function hintFor(luminance, sides_px) {
  const spoiled = spoiledBy(luminance);
  if (spoiled) return spoiled;
  if (sides_px.length === 0) return 'nothing';
  return sides_px.length >= LEAST_BOXES && median(sides_px) < FAR_PX ? 'far' : null;
}

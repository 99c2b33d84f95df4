/**
 * Converts pixels to input values, as the app's Network does.
 *
 * @param {{ width: number, height: number }} size
 * @param {[number, number]} range Of the values.
 * @returns {(rgba: Uint8ClampedArray) => Float32Array} Always the same array.
 */
export function valuesMaker({ width, height }, [low, high]) {
  const scale = (high - low) / 255;
  const values = new Float32Array(width * height * 3);
  return (rgba) => {
    for (let from = 0, to = 0; from < rgba.length; from += 4) {
      values[to++] = rgba[from] * scale + low;
      values[to++] = rgba[from + 1] * scale + low;
      values[to++] = rgba[from + 2] * scale + low;
    }
    return values;
  };
}

import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';
import { valuesMaker } from './values.js';

/** @type {import('../network.js').Runtime['start']} */
export async function start(size, card) {
  await loadLiteRt('/node_modules/@litertjs/core/wasm/', { threads: false });
  const model = await loadAndCompile('/converted/network.tflite', { accelerator: 'wasm' });
  const valuesOf = valuesMaker(size, card.input.range);
  return async (rgba) => {
    const input = new Tensor(valuesOf(rgba), [1, size.height, size.width, 3]);
    const [output] = await model.run([input]);
    input.delete();
    const raw = Float32Array.from(/** @type {Float32Array} */ (output.toTypedArray()));
    output.delete();
    return raw;
  };
}

import * as ort from 'onnxruntime-web';
import { valuesMaker } from './values.js';

/** @type {import('../network.js').Runtime['start']} */
export async function start(size, card) {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = '/node_modules/onnxruntime-web/dist/';
  const session = await ort.InferenceSession.create('/converted/network.onnx', {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  const valuesOf = valuesMaker(size, card.input.range);
  return async (rgba) => {
    const tensor = new ort.Tensor('float32', valuesOf(rgba), [1, size.height, size.width, 3]);
    const outputs = await session.run({ [input]: tensor });
    return /** @type {Float32Array} */ (outputs[output].data);
  };
}

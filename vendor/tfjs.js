// TensorFlow.js for shelf detectors, in parts: here what every backend needs, the graph model loader and the core; in
// tfjs-wasm.js, tfjs-webgl.js and tfjs-webgpu.js a backend each, loaded when it is tried. They share one copy of the core.
// Each has only the kernels that an SSD on MobileNetV2 needs, and the loader only the operations (tfjs/operations.js).
// A model that needs another one fails to load or to run: add it in all four.

import '@tensorflow/tfjs-core/dist/base_side_effects.js';

export { loadGraphModel } from '@tensorflow/tfjs-converter';
export {
  backend_util,
  engine,
  env,
  getBackend,
  getKernel,
  memory,
  registerKernel,
  setBackend,
  tensor,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

// TensorFlow.js for shelf detectors, in parts. This one has the core and the graph model loader, which every backend needs.
// tfjs-wasm.js, tfjs-webgl.js and tfjs-webgpu.js have a backend each, which is loaded when it is tried. They share one core.
// Only the kernels and operations (tfjs/operations.js) of an SSD and of an embedder on MobileNetV2 are included. A model that
// needs another one fails to load or to run; add it in all four files.

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

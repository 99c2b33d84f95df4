// The operations that the graph model loader supports. build.mjs replaces the full list of TensorFlow.js by this one.

import { conv2d as fusedConv2d } from '@tensorflow/tfjs-core/dist/ops/fused/conv2d.js';
import { depthwiseConv2d as fusedDepthwiseConv2d } from '@tensorflow/tfjs-core/dist/ops/fused/depthwise_conv2d.js';
import { matMul as fusedMatMul } from '@tensorflow/tfjs-core/dist/ops/fused/mat_mul.js';
import { resizeNearestNeighbor } from '@tensorflow/tfjs-core/dist/ops/image/resize_nearest_neighbor.js';

export { add } from '@tensorflow/tfjs-core/dist/ops/add.js';
export { avgPool } from '@tensorflow/tfjs-core/dist/ops/avg_pool.js';
export { cast } from '@tensorflow/tfjs-core/dist/ops/cast.js';
export { concat } from '@tensorflow/tfjs-core/dist/ops/concat.js';
export { conv2d } from '@tensorflow/tfjs-core/dist/ops/conv2d.js';
export { depthwiseConv2d } from '@tensorflow/tfjs-core/dist/ops/depthwise_conv2d.js';
export { maximum } from '@tensorflow/tfjs-core/dist/ops/maximum.js';
export { mul } from '@tensorflow/tfjs-core/dist/ops/mul.js';
export { reshape } from '@tensorflow/tfjs-core/dist/ops/reshape.js';
export { rsqrt } from '@tensorflow/tfjs-core/dist/ops/rsqrt.js';
export { scalar } from '@tensorflow/tfjs-core/dist/ops/scalar.js';
export { slice } from '@tensorflow/tfjs-core/dist/ops/slice.js';
export { square } from '@tensorflow/tfjs-core/dist/ops/square.js';
export { squeeze } from '@tensorflow/tfjs-core/dist/ops/squeeze.js';
export { stack } from '@tensorflow/tfjs-core/dist/ops/stack.js';
export { stridedSlice } from '@tensorflow/tfjs-core/dist/ops/strided_slice.js';
export { sum } from '@tensorflow/tfjs-core/dist/ops/sum.js';
export { tensor1d } from '@tensorflow/tfjs-core/dist/ops/tensor1d.js';

export const fused = { conv2d: fusedConv2d, depthwiseConv2d: fusedDepthwiseConv2d, matMul: fusedMatMul };
export const image = { resizeNearestNeighbor };

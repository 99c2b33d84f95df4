// TensorFlow.js for shelf detectors: the graph model loader and three backends, each with only the kernels that an
// SSD on MobileNetV2 needs. A model that needs another kernel fails to load with TensorFlow.js' message
// "Kernel 'X' not registered for backend": add it here.

import { addConfig as wasmAdd } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add.js';
import { castConfig as wasmCast } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast.js';
import { concatConfig as wasmConcat } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Concat.js';
import { conv2DConfig as wasmConv2D } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2D.js';
import { depthwiseConv2dNativeConfig as wasmDepthwise } from '@tensorflow/tfjs-backend-wasm/dist/kernels/DepthwiseConv2dNative.js';
import { fusedConv2DConfig as wasmFusedConv2D } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D.js';
import { fusedDepthwiseConv2DConfig as wasmFusedDepthwise } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedDepthwiseConv2D.js';
import { identityConfig as wasmIdentity } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity.js';
import { packConfig as wasmPack } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Pack.js';
import { reshapeConfig as wasmReshape } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape.js';
import { resizeNearestNeighborConfig as wasmResize } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ResizeNearestNeighbor.js';
import { sliceConfig as wasmSlice } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Slice.js';
import { stridedSliceConfig as wasmStridedSlice } from '@tensorflow/tfjs-backend-wasm/dist/kernels/StridedSlice.js';
import { addConfig as webglAdd } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add.js';
import { castConfig as webglCast } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast.js';
import { concatConfig as webglConcat } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat.js';
import { conv2DConfig as webglConv2D } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2D.js';
import { depthwiseConv2dNativeConfig as webglDepthwise } from '@tensorflow/tfjs-backend-webgl/dist/kernels/DepthwiseConv2dNative.js';
import { fusedConv2DConfig as webglFusedConv2D } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D.js';
import { fusedDepthwiseConv2DConfig as webglFusedDepthwise } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedDepthwiseConv2D.js';
import { identityConfig as webglIdentity } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity.js';
import { packConfig as webglPack } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Pack.js';
import { reshapeConfig as webglReshape } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape.js';
import { resizeNearestNeighborConfig as webglResize } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ResizeNearestNeighbor.js';
import { sliceConfig as webglSlice } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Slice.js';
import { stridedSliceConfig as webglStridedSlice } from '@tensorflow/tfjs-backend-webgl/dist/kernels/StridedSlice.js';
import { addConfig as webgpuAdd } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add.js';
import { castConfig as webgpuCast } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast.js';
import { concatConfig as webgpuConcat } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat.js';
import { conv2DConfig as webgpuConv2D } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2D.js';
import { depthwiseConv2dNativeConfig as webgpuDepthwise } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/DepthwiseConv2dNative.js';
import { fusedConv2DConfig as webgpuFusedConv2D } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/FusedConv2D.js';
import { fusedDepthwiseConv2DConfig as webgpuFusedDepthwise } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/FusedDepthwiseConv2D.js';
import { identityConfig as webgpuIdentity } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity.js';
import { packConfig as webgpuPack } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Pack.js';
import { reshapeConfig as webgpuReshape } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape.js';
import { resizeNearestNeighborConfig as webgpuResize } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ResizeNearestNeighbor.js';
import { sliceConfig as webgpuSlice } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice.js';
import { stridedSliceConfig as webgpuStridedSlice } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/StridedSlice.js';
import { registerKernel } from '@tensorflow/tfjs-core';

for (const config of [
  [wasmAdd, webglAdd, webgpuAdd],
  [wasmCast, webglCast, webgpuCast],
  [wasmConcat, webglConcat, webgpuConcat],
  [wasmConv2D, webglConv2D, webgpuConv2D],
  [wasmDepthwise, webglDepthwise, webgpuDepthwise],
  [wasmFusedConv2D, webglFusedConv2D, webgpuFusedConv2D],
  [wasmFusedDepthwise, webglFusedDepthwise, webgpuFusedDepthwise],
  [wasmIdentity, webglIdentity, webgpuIdentity],
  [wasmPack, webglPack, webgpuPack],
  [wasmReshape, webglReshape, webgpuReshape],
  [wasmResize, webglResize, webgpuResize],
  [wasmSlice, webglSlice, webgpuSlice],
  [wasmStridedSlice, webglStridedSlice, webgpuStridedSlice],
].flat()) {
  registerKernel(config);
}

export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base.js';

import '@tensorflow/tfjs-backend-webgl/dist/base.js';
import '@tensorflow/tfjs-backend-webgpu/dist/base.js';

export { loadGraphModel } from '@tensorflow/tfjs-converter';
export {
  backend_util,
  engine,
  env,
  getBackend,
  getKernel,
  memory,
  registerKernel,
  removeBackend,
  setBackend,
  tensor,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

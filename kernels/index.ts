/** The kernels of kernels.wasm and, without relaxed SIMD, of kernels-simd.wasm. static/js/detector/kernels/ calls them. */
export { convolve, pad } from './convolution';
export { convolveDepthwise } from './depthwise';
export { joinTiles, transformTiles } from './winograd';

/** The kernels of kernels.wasm. static/js/detector/kernels/ calls them. */
export { convolve, pad } from './convolution';
export { convolveDepthwise } from './depthwise';
export { joinTiles, transformTiles } from './winograd';

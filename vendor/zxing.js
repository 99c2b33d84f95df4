// Reads barcodes where the browser cannot: ZXing-C++ in WebAssembly, reader only. Its program is zxing_reader.wasm.
export { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

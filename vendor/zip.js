// Reads and writes zip archives as streams. Other entries of the package include workers and a WebAssembly codec; these two
// compress with the browser's CompressionStream.
export { ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
export { ZipWriter } from '@zip.js/zip.js/lib/zip-core-writer.js';

// Zip archives, read and written as streams. The entries for other uses bring workers and a WebAssembly codec along; these
// two compress with the browser's own CompressionStream.
export { ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
export { ZipWriter } from '@zip.js/zip.js/lib/zip-core-writer.js';

export { ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
export { ZipWriter } from '@zip.js/zip.js/lib/zip-core-writer.js';

// Zip files, written and read piece by piece without workers (the page's policy forbids those that it would make).
export { inflateSync, Zip, ZipDeflate } from 'fflate';

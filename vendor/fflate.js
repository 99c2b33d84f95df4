// Zip files, written and read piece by piece without workers (the page's policy forbids those that it would make).
export { strFromU8, strToU8, Unzip, UnzipInflate, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

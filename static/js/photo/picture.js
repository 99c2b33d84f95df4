import { CodedError } from '../toolkit/coded-error.js';
import { isCutOff, isOfKnownFormat } from './cut-off.js';

/** What is larger and begins like no picture is none: to read all of it would take more memory than a phone has. */
const LARGEST_UNKNOWN_BYTES = 50_000_000;

/**
 * The browser cannot decode the file as a picture.
 *
 * @extends {CodedError<'picture-unreadable'>}
 */
export class PictureError extends CodedError {
  /** @param {unknown} cause what the browser threw */
  constructor(cause) {
    super('picture-unreadable', 'The picture cannot be decoded', { cause });
  }
}

/**
 * Decodes a photo, rotated upright according to its EXIF data, so that boxes match the picture on the page.
 * @param {Blob} file
 * @returns {Promise<ImageBitmap>}
 * @throws {PictureError} the file is damaged, cut off, or of a format that this browser cannot read
 */
export async function decodePicture(file) {
  try {
    await refuseLargeUnknown(file);
    if ((await isOfKnownFormat(file)) && isCutOff(new Uint8Array(await file.arrayBuffer())))
      throw new Error('The file ends before its picture does.');
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    throw new PictureError(error);
  }
}

/**
 * @param {Blob} file
 * @returns {Promise<Blob>} The same bytes, whatever becomes of the file; a file keeps its name and its time.
 * @throws {DOMException} NotReadableError, NotFoundError: it cannot be read.
 * @throws {PictureError} It is large, and no picture.
 */
export async function copyOf(file) {
  await refuseLargeUnknown(file).catch((error) => {
    throw error instanceof DOMException ? error : new PictureError(error);
  });
  const bytes = await file.arrayBuffer();
  if (!(file instanceof File)) return new Blob([bytes], { type: file.type });
  return new File([bytes], file.name, { type: file.type, lastModified: file.lastModified });
}

/** @param {Blob} file @throws {Error} It is large, and does not begin like a picture: it is not to be read whole. */
async function refuseLargeUnknown(file) {
  if (file.size > LARGEST_UNKNOWN_BYTES && !(await isOfKnownFormat(file)))
    throw new Error('The file does not begin like a picture.');
}

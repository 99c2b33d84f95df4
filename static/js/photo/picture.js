/** The browser cannot make a picture of these bytes. */
export class PictureError extends Error {
  /** @param {unknown} cause what the browser threw */
  constructor(cause) {
    super('The picture cannot be decoded', { cause });
    this.name = 'PictureError';
    this.code = 'picture-unreadable';
  }
}

/**
 * The pixels of a photo, upright as its EXIF data says, so that boxes and the picture on the page agree.
 * @param {Blob} file
 * @returns {Promise<ImageBitmap>}
 * @throws {PictureError} damaged, or of a kind that this browser cannot read
 */
export async function decodePicture(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    throw new PictureError(error);
  }
}

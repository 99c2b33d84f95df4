import { messages } from '../../messages.js';

/** What a browser gives no type for, as most do for HEIC. */
const PHOTO_NAME = /\.(jpe?g|png|webp|avif|gif|bmp|hei[cf])$/i;
const EXPORT_NAME = /\.(zip|json)$/i;

/**
 * @param {import('../contract.js').Context<{}>} context
 * @returns {{}}
 */
export function createDrop({ publish, navigate, notify }) {
  /** @param {DataTransfer | null} given @returns {boolean} whether anything of it is for this page */
  const take = (given) => {
    const files = [...(given?.files ?? [])];
    if (files.length === 0 || document.querySelector('dialog[open]')) return false;
    const photos = files.filter(({ type, name }) => type.startsWith('image/') || PHOTO_NAME.test(name));
    const exports = files.filter(({ name }) => EXPORT_NAME.test(name));
    const event = { photos, exports, isTaken: false };
    publish('filesGiven', event);
    const [file] = photos;
    if (event.isTaken) return true;
    if (!file) {
      notify('photo', exports.length > 0 ? messages.drop.exportElsewhere : messages.drop.noPhoto);
      return true;
    }
    navigate('photo', { file });
    if (photos.length > 1) notify('photo', messages.share.leftOut(photos.length - 1));
    return true;
  };
  const tell = (/** @type {boolean} */ isOver) => {
    if (isOver) document.body.dataset.dropping = messages.drop.letGo;
    else delete document.body.dataset.dropping;
  };
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault(); // or the browser would leave the page to show the file
    tell(true);
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) tell(false); // out of the window
  });
  addEventListener('drop', (event) => {
    tell(false);
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    take(event.dataTransfer);
  });
  addEventListener('paste', (event) => {
    if (take(event.clipboardData)) event.preventDefault();
  });
  return {};
}

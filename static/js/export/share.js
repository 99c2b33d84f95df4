/** Gives files to the person: through the phone's share sheet where there is one, as a download elsewhere. */

/** Long enough for any browser to have begun the download. */
const REVOKE_MS = 60_000;

/** @param {File[]} files @returns {boolean} Whether there is a share sheet that says it takes them. */
export function canShare(files) {
  return Boolean(navigator.canShare?.({ files }));
}

/**
 * Has to be called in a tap.
 *
 * @param {File[]} files
 * @returns {Promise<'shared' | 'closed' | 'refused'>} 'closed': the person changed their mind; 'refused': the browser
 *   does not share files of this kind, which Chrome says of zip files only when asked to
 */
export async function share(files) {
  try {
    await navigator.share({ files });
    return 'shared';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'closed' : 'refused';
  }
}

/** @param {File} file */
export function download(file) {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
}

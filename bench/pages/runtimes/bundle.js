/**
 * @param {import('../../../static/js/models/card.js').ModelCard} card
 * @returns {Promise<Map<string, ArrayBuffer>>} Content of every file of the bundle, by its path in the card.
 */
export async function fetchBundle(card) {
  /** @type {Map<string, ArrayBuffer>} */
  const files = new Map();
  for (const { path } of card.files) files.set(path, await (await fetch(`/bundle/${path}`)).arrayBuffer());
  return files;
}

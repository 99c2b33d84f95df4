/**
 * The rooms of static/js, from the ground up, and what a room may import: rooms before it in this list, and itself. So
 * nothing imports upwards, and no circle of rooms can be. A comment's `import('...')` of a type counts as an import.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const SOURCES = fileURLToPath(new URL('../../../static/js/', import.meta.url));

/** Floor by floor; a name that ends in `.js` is a module outside of any folder. @type {readonly (readonly string[])[]} */
export const FLOORS = [
  ['timeline.js', 'geometry', 'trial.js', 'device', 'languages', 'messages.js', 'toolkit'],
  ['camera', 'models', 'detector', 'looks'],
  ['photo', 'brands', 'products', 'settings', 'offline'],
  ['audits', 'export', 'lists', 'barcode'],
  ['features'],
  ['shell'],
  ['main.js'],
];

/** Bundles from npm, which any room may import. */
const VENDOR = path.resolve(SOURCES, '../vendor');
const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/**
 * @typedef {{ from: string, to: string }} Import paths below static/js/
 */

/** @param {string} [folder] @returns {Import[]} of all modules in it */
export function readImports(folder = SOURCES) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return Array.from(text.matchAll(IMPORT), ([, specifier]) =>
      path.resolve(folder, path.dirname(file), specifier),
    )
      .filter((target) => !target.startsWith(VENDOR))
      .map((target) => ({ from: toPosix(file), to: toPosix(path.relative(folder, target)) }));
  });
}

/** @param {string} file below static/js/ @returns {string} the room that it lies in */
export const roomOf = (file) => file.split('/')[0];

/** @param {string} file below static/js/ @returns {string | null} the feature that it belongs to */
export function featureOf(file) {
  const [room, feature, ...rest] = file.split('/');
  return room === 'features' && rest.length > 0 ? feature : null;
}

/**
 * @param {Import[]} imports
 * @returns {string[]} what breaks the rules of the house, a sentence each
 */
export function findBreaches(imports) {
  const order = FLOORS.flat();
  return imports.flatMap(({ from, to }) => {
    const [room, target] = [roomOf(from), roomOf(to)];
    for (const each of [room, target]) {
      if (!order.includes(each)) return [`${from} imports ${to}: ${each} has no place in the list of rooms`];
    }
    if (order.indexOf(target) > order.indexOf(room)) return [`${from} imports ${to}: upwards`];
    const [feature, other] = [featureOf(from), featureOf(to)];
    if (feature && other && feature !== other) return [`${from} imports ${to}: another feature`];
    return feature === null && room === 'features' && other && from !== 'features/index.js'
      ? [`${from} imports ${to}: only the list of features knows them`]
      : [];
  });
}

/**
 * @param {Import[]} imports
 * @returns {string[][]} circles of folders, each as the folders on its way; folders inside a room count as well
 */
export function findCircles(imports) {
  /** @type {Map<string, Set<string>>} */
  const edges = new Map();
  for (const { from, to } of imports) {
    const [a, b] = [folderOf(from), folderOf(to)];
    // A folder and the folders inside it are one subject: they may know each other.
    if (a === b || isInside(a, b) || isInside(b, a)) continue;
    edges.set(a, (edges.get(a) ?? new Set()).add(b));
  }
  /** @type {string[][]} */
  const circles = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} folder @param {string[]} way */
  const visit = (folder, way) => {
    if (way.includes(folder)) {
      circles.push([...way.slice(way.indexOf(folder)), folder]);
      return;
    }
    if (done.has(folder)) return;
    for (const next of edges.get(folder) ?? []) visit(next, [...way, folder]);
    done.add(folder);
  };
  for (const folder of edges.keys()) visit(folder, []);
  return circles;
}

/** A module that lies in no folder is one of its own. @param {string} file */
const folderOf = (file) => (file.includes('/') ? path.posix.dirname(file) : file);

/** @param {string} inner @param {string} outer */
const isInside = (inner, outer) => inner.startsWith(`${outer}/`);

/** @param {string} file */
const toPosix = (file) => file.split(path.sep).join('/');

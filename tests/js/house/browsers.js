/**
 * What the page's code uses that one of the oldest supported browsers lacks, by MDN's compatibility data and by esbuild's
 * tables of syntax. Names are compared, not types: a name that an older API has too, or that our own code defines, passes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The oldest versions that the page is written for, by MDN's names of browsers. @type {Record<string, number>} */
export const MINIMUM = { chrome: 113, firefox: 128, safari: 16.4, safari_ios: 16.4 };

const TARGET = ['chrome113', 'firefox128', 'safari16.4', 'ios16.4'];

/**
 * @typedef {object} Support MDN's statement for one browser.
 * @property {string | false | null} version_added
 * @property {string | false} [version_removed]
 * @property {unknown[]} [flags]
 * @property {string} [prefix]
 * @property {string} [alternative_name]
 *
 * @typedef {{ __compat?: { support: Record<string, Support | Support[]> } } & { [name: string]: any }} Feature
 */

/** @type {Record<'api' | 'css' | 'javascript', Feature>} */
const DATA = JSON.parse(
  readFileSync(path.join(ROOT, 'node_modules/@mdn/browser-compat-data/data.json'), 'utf8'),
);

/** @param {string} version of a browser, `≤37` among them */
const asNumber = (version) => Number.parseFloat(version.replace('≤', ''));

/** @param {Feature} feature @returns {boolean} whether each of the oldest browsers has it */
function isEverywhere({ __compat }) {
  if (!__compat) return true; // a group of features
  return Object.entries(MINIMUM).every(([browser, oldest]) =>
    [__compat.support[browser] ?? []]
      .flat()
      .some(
        ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }) =>
          typeof added === 'string' &&
          asNumber(added) <= oldest &&
          !(typeof removed === 'string' && asNumber(removed) <= oldest) &&
          !flags &&
          !prefix &&
          !other,
      ),
  );
}

/** @param {Feature} feature @returns {[string, Feature][]} */
const parts = (feature) =>
  Object.entries(feature).filter(([name, each]) => name !== '__compat' && each.__compat);

/**
 * @param {Iterable<[string, Feature]>} features with a name each
 * @returns {Map<string, boolean>} for each name, whether any feature of this name is everywhere
 */
function byName(features) {
  const found = new Map();
  for (const [name, feature] of features) {
    found.set(name, (found.get(name) ?? false) || isEverywhere(feature));
  }
  return found;
}

const interfaces = [DATA.api, DATA.javascript.builtins].flatMap((group) => Object.entries(group));
const globals = byName(interfaces.filter(([, each]) => each.__compat));
// To what a newer interface has there is no way but through it.
const members = byName(
  interfaces.filter(([, each]) => isEverywhere(each)).flatMap(([, each]) => parts(each)),
);
const statics = byName(
  interfaces.flatMap(([name, each]) =>
    parts(each).map(([part, feature]) => {
      /** @type {[string, Feature]} */
      const entry = [`${name}.${part.replace(/_static$/, '')}`, feature];
      return entry;
    }),
  ),
);
const onNavigator = byName(parts(DATA.api.Navigator));

/** @param {string} text of a script or a style sheet */
const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;])\/\/.*$/gm, '$1');

/** @param {RegExp} pattern whose first group is a name @param {string} text */
const namesIn = (pattern, text) => Array.from(text.matchAll(pattern), ([, name]) => name);

/**
 * @param {string[]} texts of all scripts of the page, which define names for each other
 * @returns {Set<string>} globals, `.members`, `Interface.members` and `navigator.members` that are not everywhere
 */
export function newerApis(texts) {
  const all = texts.map(withoutComments).join('\n');
  const own = new Set([
    ...namesIn(/\b(?:class|function|const|let|get|set|async|static) ([A-Za-z]\w*)/g, all),
    ...namesIn(/^\s*([A-Za-z]\w*)\s*(?:\(.*\) \{|=|:)/gm, all),
    ...namesIn(/\bthis\.([A-Za-z]\w*) =/g, all),
    ...namesIn(/[{,(]\s*([A-Za-z]\w*)(?=\s*[:,}=])/g, all),
    ...namesIn(/@property \{.*\} \[?([A-Za-z]\w*)/g, texts.join('\n')),
  ]);
  const newer = new Set();
  for (const name of namesIn(/(?<![.\w'#-])([A-Z]\w+)\b(?=\s*[.(),;:?\]])/g, all)) {
    if (globals.get(name) === false && !own.has(name)) newer.add(name);
  }
  for (const name of namesIn(/(?:\.|['"](?=\w+['"] in ))([a-zA-Z]\w+)\b(?!-)/g, all)) {
    if ((members.get(name) ?? globals.get(name)) === false && !own.has(name)) newer.add(`.${name}`);
  }
  for (const name of namesIn(/\b([A-Z]\w+\.[a-z]\w+)\b/g, all)) {
    if (statics.get(name) === false) newer.add(name);
  }
  for (const name of namesIn(/\bnavigator\??\.(\w+)/g, all)) {
    if (own.has(name) && onNavigator.get(name) === false) newer.add(`navigator.${name}`);
  }
  return newer;
}

const { properties, selectors, types } = DATA.css;
const atRules = DATA.css['at-rules'];
const values = byName([properties, types].flatMap((group) => Object.values(group).flatMap(parts)));

/**
 * @param {string} text of a style sheet
 * @returns {Set<string>} properties, `property: value`, `@rules`, `:selectors` and `functions()` that are not everywhere
 */
export function newerStyles(text) {
  const css = withoutComments(text);
  const newer = new Set();
  for (const [, name, value] of css.matchAll(/[{;]\s*([a-z-]+):([^;{}]+)(?=[;}])/g)) {
    const property = properties[name];
    if (property && !isEverywhere(property)) newer.add(name);
    for (const word of namesIn(/([a-z-]+)/g, value)) {
      if (property?.[word] && !isEverywhere(property[word])) newer.add(`${name}: ${word}`);
    }
    for (const called of namesIn(/([a-z-]+)\(/g, value)) {
      if (values.get(called) === false) newer.add(`${called}()`);
    }
  }
  for (const name of namesIn(/@([a-z-]+)/g, css)) {
    if (atRules[name] && !isEverywhere(atRules[name])) newer.add(`@${name}`);
  }
  for (const name of namesIn(/::?([a-z-]+)(?=[^;{}]*\{)/g, css)) {
    if (selectors[name] && !isEverywhere(selectors[name])) newer.add(`:${name}`);
  }
  return newer;
}

/**
 * @param {string} text
 * @param {'js' | 'css'} loader
 * @param {string | string[]} [target] of esbuild
 * @returns {Promise<boolean>} whether it is written in syntax that the oldest browsers read
 */
export async function isOldSyntax(text, loader, target = TARGET) {
  try {
    const [asIs, forOldest] = await Promise.all([
      transform(text, { loader, target: 'esnext' }),
      transform(text, { loader, target }),
    ]);
    return asIs.code === forOldest.code;
  } catch {
    return false; // it cannot even be rewritten for them
  }
}

/** @param {'.js' | '.css'} kind @returns {Map<string, string>} what browsers load of ours: paths and texts */
export function sources(kind) {
  const found = new Map();
  for (const folder of ['static', 'app/phone/onboarding_page']) {
    for (const file of readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith(kind) || file.startsWith('vendor')) continue;
      found.set(path.join(folder, file), readFileSync(path.join(ROOT, folder, file), 'utf8'));
    }
  }
  return found;
}

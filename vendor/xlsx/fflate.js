// fflate as the page can use it: the policy of the page forbids the workers that its own `zip` starts for larger tables.
import { strToU8, zipSync } from '../../node_modules/fflate/esm/browser.js';

export { strToU8, zipSync };

/** @type {import('fflate').AsyncZippable extends infer Files ? (files: Files, done: import('fflate').FlateCallback) => void : never} */
export function zip(files, done) {
  done(null, zipSync(/** @type {import('fflate').Zippable} */ (files)));
}

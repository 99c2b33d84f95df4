import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The program for SIMD in a script. @param {string} path below static/ @returns {number[]} */
function simdProgram(path) {
  const script = readFileSync(new URL(`../../../static/${path}`, import.meta.url), 'utf8');
  const program = /const SIMD_PROGRAM = (\[[\s\d,[\]]*\])\.flat\(\);/.exec(script)?.[1];
  assert.ok(program, `${path} has the program`);
  return JSON.parse(program.replace(/,\s*\]$/, ']')).flat();
}

test('the service worker stores the WebAssembly build that the detector will ask for', () => {
  const program = simdProgram('sw.js');
  assert.deepEqual(program, simdProgram('js/detector/library.js'));
  assert.ok(WebAssembly.validate(Uint8Array.from(program)), 'this Node has SIMD');
  const broken = Uint8Array.from([...program.slice(0, -3), 99, ...program.slice(-2)]);
  assert.ok(!WebAssembly.validate(broken), 'another program is not valid');
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** A program in a script. @param {string} path below static/ @param {string} name @returns {number[]} */
function programIn(path, name) {
  const script = readFileSync(new URL(`../../../static/${path}`, import.meta.url), 'utf8');
  const program = new RegExp(`const ${name} = (\\[[\\s\\d,[\\]]*\\])\\.flat\\(\\);`).exec(script)?.[1];
  assert.ok(program, `${path} has the program`);
  return JSON.parse(program.replace(/,\s*\]$/, ']')).flat();
}

for (const name of ['SIMD_PROGRAM', 'RELAXED_PROGRAM']) {
  test(`the service worker stores the WebAssembly build that the detector will ask for: ${name}`, () => {
    const program = programIn('sw.js', name);
    assert.deepEqual(program, programIn('js/detector/library.js', name));
    assert.ok(WebAssembly.validate(Uint8Array.from(program)), 'this Node has it');
    const broken = Uint8Array.from([...program.slice(0, -3), 99, ...program.slice(-2)]);
    assert.ok(!WebAssembly.validate(broken), 'another program is not valid');
  });
}

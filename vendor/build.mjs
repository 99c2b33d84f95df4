/**
 * Bundles third-party JavaScript from npm into static/vendor/, so that our own code needs no bundler.
 *
 *     node vendor/build.mjs            build, unless the last build had the same inputs
 *     node vendor/build.mjs --check    build nothing; exit 1 if a build is needed
 *
 * Our own kernels for WebAssembly (kernels/*.ts, AssemblyScript) are compiled beside them, as kernels.wasm.
 *
 * Every vendor/<name>.js is the entry of one output, static/vendor/<name>.js. The build also writes shared chunks
 * (shared-*.js), types for tsc (<name>.d.ts), the Brotli variants that the server sends (*.br), the WebAssembly files of
 * packages, and the licences of all bundled packages (LICENSES.txt).
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const ROOT = path.resolve(import.meta.dirname, '..');
const ENTRIES = path.join(ROOT, 'vendor');
const KERNELS = path.join(ROOT, 'kernels');
const OUTPUT = path.join(ROOT, 'static', 'vendor');
const STAMP = path.join(OUTPUT, '.stamp.json');

/** Of TensorFlow.js without the threaded build, which needs cross-origin isolation and is not faster (tensorflow/tfjs#8513). */
const WASM_FILES = [
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  'zxing-wasm/dist/reader/zxing_reader.wasm',
].map((file) => path.join('node_modules', file));

/** What a package's program is compiled from and its own licence does not tell. @type {Map<string, string>} */
const COMPILED_IN = new Map([
  [
    'zxing-wasm',
    'Its WebAssembly is ZXing-C++ (https://github.com/zxing-cpp/zxing-cpp), Copyright the ZXing-C++ authors,\nunder the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0',
  ],
]);

/** Our own kernels: the source, the program, and what it needs of the browser. */
const PROGRAMS = [
  ['index.ts', 'kernels.wasm', 'simd,relaxed-simd'],
  ['index.ts', 'kernels-simd.wasm', 'simd'],
  ['resample.ts', 'resample.wasm', 'simd'],
  ['dots.ts', 'dots.wasm', 'simd'],
];

/**
 * Outputs that are classic scripts, because not every browser supports modules in service workers.
 * @type {Map<string, import('esbuild').BuildOptions>}
 */
const CLASSIC = new Map([['workbox', { format: 'iife', globalName: 'workbox' }]]);

/**
 * Modules that are replaced. Of TensorFlow.js those that a custom bundle may replace, as its own tools do: its entry, which
 * also registers kernels for training, and the module with the operations of graph models, by default all of them.
 */
const REPLACED = new Map([
  ['fflate', 'vendor/xlsx/fflate.js'],
  ['@tensorflow/tfjs-core', 'node_modules/@tensorflow/tfjs-core/dist/base.js'],
  ['@tensorflow/tfjs-core/dist/ops/ops_for_converter', 'vendor/tfjs/operations.js'],
]);

/** Smaller files get no compressed variant, which would save less than a packet. */
const COMPRESS_FROM_BYTES = 1400;

/** @returns {Promise<string[]>} Names of the entries, without `.js`. */
async function listEntries() {
  const files = await readdir(ENTRIES);
  return files.filter((file) => file.endsWith('.js')).map((file) => path.basename(file, '.js'));
}

/** @returns {Promise<string>} A hash over everything that affects the result of a build. */
async function hashInputs() {
  const inputs = [ENTRIES, KERNELS].map(async (folder) =>
    (await readdir(folder, { recursive: true })).map((file) => path.join(folder, file)),
  );
  const files = (await Promise.all(inputs)).flat();
  const hash = createHash('sha256');
  for (const file of [path.join(ROOT, 'package-lock.json'), ...files.sort()]) {
    if (!(await stat(file)).isFile()) continue;
    hash.update(`${path.relative(ROOT, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** @returns {Promise<Record<string, string>>} SHA-256 of every file in static/vendor/. */
async function hashOutputs() {
  const names = (await readdir(OUTPUT)).filter((name) => name !== path.basename(STAMP)).sort();
  const hashes = names.map(async (name) => {
    const content = await readFile(path.join(OUTPUT, name));
    return [name, createHash('sha256').update(content).digest('hex')];
  });
  return Object.fromEntries(await Promise.all(hashes));
}

/**
 * @param {string} inputs
 * @returns {Promise<boolean>} Whether the last build had these inputs and its outputs are unchanged.
 */
async function isUpToDate(inputs) {
  try {
    const stamp = JSON.parse(await readFile(STAMP, 'utf8'));
    return isDeepStrictEqual(stamp, { inputs, outputs: await hashOutputs() });
  } catch {
    return false; // No build yet, or one that was interrupted before it wrote its stamp.
  }
}

/**
 * @param {string[]} names Of entries; code that several of them need goes into shared chunks.
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<string[]>} The bundled files, relative to the root.
 */
async function bundle(names, options) {
  // Imported here, because --check must work before `npm ci`.
  const { build } = await import('esbuild');
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: names.map((name) => path.join(ENTRIES, `${name}.js`)),
    outdir: OUTPUT,
    bundle: true,
    minify: true,
    ...options,
    target: ['es2022'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none', // LICENSES.txt has them all.
    metafile: true,
    logLevel: 'warning',
    preserveSymlinks: true, // node_modules may be a symlink.
    plugins: [{ name: 'replaced', setup: replaceModules }],
  });
  for (const name of names) {
    await writeFile(path.join(OUTPUT, `${name}.d.ts`), `export * from '../../vendor/${name}.js';\n`);
  }
  return Object.keys(result.metafile?.inputs ?? {});
}

/** @param {import('esbuild').PluginBuild} build */
function replaceModules({ onResolve }) {
  onResolve({ filter: /^@tensorflow\/tfjs-core|^fflate$/ }, ({ path: module }) => {
    const replacement = REPLACED.get(module);
    return replacement ? { path: path.join(ROOT, replacement) } : null;
  });
}

/**
 * Entries are bundled together with those of their family, whose names have the same prefix: tfjs, tfjs-wasm, ...
 *
 * @returns {Promise<string[]>} The bundled files, relative to the root.
 */
async function bundleAll() {
  const modules = (await listEntries()).filter((name) => !CLASSIC.has(name));
  const familyOf = (/** @type {string} */ name) => name.split('-')[0];
  const families = Array.from(new Set(modules.map(familyOf)), (family) =>
    modules.filter((name) => familyOf(name) === family),
  );
  const bundled = await Promise.all([
    ...families.map((names) =>
      bundle(names, { format: 'esm', splitting: true, chunkNames: 'shared-[hash]' }),
    ),
    ...Array.from(CLASSIC, ([name, options]) => bundle([name], options)),
  ]);
  return bundled.flat();
}

/**
 * Compiles our own kernels. They use the memory of who calls them, those of networks that of TensorFlow.js.
 *
 * @throws {Error} Compilation failed; the message contains the compiler's output.
 */
async function compileKernels() {
  const compiler = path.join(ROOT, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  for (const [source, name, features] of PROGRAMS) {
    const files = [path.join('kernels', source), '--outFile', path.join('static', 'vendor', name)];
    const settings = ['-O3', '--noAssert', '--runtime=stub', '--importMemory', `--enable=${features}`];
    await promisify(execFile)(process.execPath, [compiler, ...files, ...settings], { cwd: ROOT });
  }
}

/**
 * @param {string[]} files Bundled files, relative to the root.
 * @returns {Promise<string>} Name, version and licence of every npm package that one of them is from.
 */
async function collectLicences(files) {
  const found = files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  const packages = [...new Set(found.filter((name) => name !== undefined))].sort();
  const sections = packages.map(async (name) => {
    const folder = path.join(ROOT, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file
      ? await readFile(path.join(folder, file), 'utf8')
      : `https://spdx.org/licenses/${license}.html`;
    const parts = [`${name} ${version} (${license})`, text.trim(), COMPILED_IN.get(name) ?? ''];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
  });
  return (await Promise.all(sections)).join(`\n${'-'.repeat(80)}\n\n`);
}

async function compressOutputs() {
  for (const name of await readdir(OUTPUT)) {
    const content = await readFile(path.join(OUTPUT, name));
    if (!/\.(js|wasm)$/.test(name) || content.length < COMPRESS_FROM_BYTES) continue;
    const options = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
    await writeFile(path.join(OUTPUT, `${name}.br`), await promisify(brotliCompress)(content, options));
  }
}

async function main() {
  const inputs = await hashInputs();
  const upToDate = await isUpToDate(inputs);
  if (process.argv.includes('--check')) {
    process.exitCode = upToDate ? 0 : 1;
    return;
  }
  if (upToDate) {
    console.log('static/vendor is up to date.');
    return;
  }
  await rm(OUTPUT, { recursive: true, force: true });
  await mkdir(OUTPUT, { recursive: true });
  const bundled = await bundleAll();
  for (const file of WASM_FILES)
    await copyFile(path.join(ROOT, file), path.join(OUTPUT, path.basename(file)));
  await compileKernels();
  await writeFile(path.join(OUTPUT, 'LICENSES.txt'), await collectLicences([...bundled, ...WASM_FILES]));
  await compressOutputs();
  const outputs = await hashOutputs();
  await writeFile(STAMP, `${JSON.stringify({ inputs, outputs }, null, 2)}\n`); // The server checks it at start.
  const built = Object.keys(outputs).filter((name) => /\.(js|wasm)$/.test(name));
  console.log(`static/vendor is built: ${built.join(', ')}.`);
}

await main();

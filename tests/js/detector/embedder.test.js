import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EmbedderRunner, SLICE } from '../../../static/js/detector/embedder.js';
import { EmbedderNetwork } from '../../../static/js/detector/embedder-network.js';

/** @typedef {import('../../../static/js/detector/protocol.js').Backend} Backend */
/** @typedef {import('../../../static/js/detector/protocol.js').Embedder} Embedder */

const SIDE = 4;

/** @param {number[]} numbers Its known answer. @returns {Embedder} */
const makeEmbedder = (numbers) => ({
  card: {
    input: { name: 'crops', range: [0, 255], height: SIDE, width: SIDE },
    crop: { margin: 0 },
    output: { name: 'vectors', dimensions: 2 },
    probe: { tolerance: 0.1, numbers },
  },
  files: new Map(),
});

/**
 * A runner on a device whose detector is on a backend.
 *
 * @param {Backend} detector
 * @param {Partial<Record<Backend, number[] | Error>>} answers What comes out on each backend.
 */
function makeRunner(detector, answers) {
  const device = {
    backend: detector,
    networks: 0,
    answers,
    batches: /** @type {(number | undefined)[]} */ ([]),
  };
  const engine = {
    loadLibrary: async () => ({
      getBackend: () => device.backend,
      setBackend: async (/** @type {Backend} */ backend) => {
        device.backend = backend;
      },
    }),
    startBackend: async (/** @type {unknown} */ _, /** @type {Backend} */ backend) => {
      device.backend = backend;
    },
    watchDevice: () => (/** @type {unknown} */ work) => work,
    load: async (
      /** @type {unknown} */ _,
      /** @type {unknown} */ _embedder,
      /** @type {{ batch?: number }} */ { batch },
    ) => {
      device.networks += 1;
      device.batches.push(batch);
      return {
        run: async () => {
          const answer = device.answers[device.backend] ?? [];
          if (answer instanceof Error) throw answer;
          return Float32Array.from(answer);
        },
        dispose: () => {
          device.networks -= 1;
        },
      };
    },
  };
  return { device, runner: new EmbedderRunner(/** @type {any} */ (engine)) };
}

test('an embedder is run on the backend of the detector, in slices of one size on a GPU', async () => {
  const { device, runner } = makeRunner('webgl', { webgl: [0.6, 0.8] });
  await runner.load(makeEmbedder([0.6, 0.8]), 'webgl');
  assert.deepEqual([device.backend, device.networks, device.batches], ['webgl', 1, [SLICE]]);
});

/** @type {[string, number[] | Error][]} */
const FAULTS = [
  ['fails', new Error('no such kernel')],
  ['computes wrong', [0.8, 0.6]],
  ['gives no numbers', [Number.NaN, Number.NaN]],
  ['gives too few numbers', [1]],
];
for (const [what, answer] of FAULTS) {
  test(`where a GPU ${what}, it is run on WebAssembly, and the detector stays where it is`, async () => {
    const { device, runner } = makeRunner('webgl', { webgl: answer, wasm: [0.6, 0.8] });
    await runner.load(makeEmbedder([0.6, 0.8]), 'webgl');
    assert.deepEqual([device.backend, device.networks, device.batches], ['webgl', 1, [SLICE, undefined]]);
  });

  test(`an embedder that ${what} everywhere is refused, and nothing is left of it`, async () => {
    const { device, runner } = makeRunner('webgl', { webgl: answer, wasm: answer });
    const loading = runner.load(makeEmbedder([0.6, 0.8]), 'webgl');
    await assert.rejects(loading, { code: 'model-unusable' });
    assert.deepEqual([device.backend, device.networks], ['webgl', 0]);
  });
}

test('the embedder before goes on when another one does not work', async () => {
  const { device, runner } = makeRunner('wasm', { wasm: [0.6, 0.8] });
  await runner.load(makeEmbedder([0.6, 0.8]), 'wasm');
  await assert.rejects(runner.load(makeEmbedder([1, 0]), 'wasm'), { code: 'model-unusable' });
  assert.equal(device.networks, 1);
  await runner.load(makeEmbedder([0.6, 0.8]), 'wasm');
  assert.equal(device.networks, 1, 'and is disposed of when one does');
});

test('vectors are of unit length, and empty crops that fill a batch give none', async () => {
  /** @type {number[][]} */
  const shapes = [];
  let tensors = 0;
  const tensor = (/** @type {Float32Array} */ values, /** @type {number[]} */ shape) => {
    shapes.push(shape);
    tensors += 1;
    return { values: values.slice(), shape, data: async () => values, dispose: () => (tensors -= 1) };
  };
  const model = {
    weights: {},
    dispose: () => {},
    predict: (/** @type {Record<string, ReturnType<typeof tensor>>} */ { crops }) => {
      const pixels = SIDE * SIDE * 3;
      const rows = crops.shape[0];
      const vectors = Array.from({ length: rows }, (_, i) => [3 * crops.values[i * pixels], 4]).flat();
      return { vectors: tensor(Float32Array.from(vectors), [rows, 2]) };
    },
  };
  const { card } = makeEmbedder([0, 1]);
  const rgba = new Uint8ClampedArray(3 * SIDE * SIDE * 4).fill(1, 0, SIDE * SIDE * 4);
  const expected = [...Float32Array.of(0.6, 0.8, 0, 1, 0, 1)];
  for (const [options, rows] of /** @type {const} */ ([
    [{ batch: 4, isFull: true }, [4]],
    [{ batch: 2 }, [2, 1]],
  ])) {
    shapes.length = 0;
    const network = new EmbedderNetwork(
      /** @type {any} */ ({ tensor }),
      card,
      /** @type {any} */ (model),
      options,
    );
    assert.deepEqual([...(await network.run(rgba))], expected);
    assert.deepEqual(
      shapes.filter((shape) => shape.length === 4),
      rows.map((each) => [each, SIDE, SIDE, 3]),
    );
    assert.equal(tensors, 0);
  }
});

/**
 * The graph model of a bundle.
 *
 * @typedef {Pick<typeof import('../../vendor/tfjs.js'), 'loadGraphModel'>} Tf
 * @typedef {Awaited<ReturnType<Tf['loadGraphModel']>>} GraphModel
 */

/**
 * @param {Tf} tf TensorFlow.js with its backend set.
 * @param {Map<string, ArrayBuffer>} files Content of every file of the bundle, by its path in the card.
 * @returns {Promise<GraphModel>}
 * @throws {Error} The graph needs a kernel that the backend lacks, or the files are no graph model.
 */
export async function loadGraph(tf, files) {
  const json = new TextDecoder().decode(files.get('model.json'));
  const { weightsManifest, ...description } = JSON.parse(json);
  /** @type {{ weights: any[], paths: string[] }[]} */
  const groups = weightsManifest;
  const shards = groups.flatMap(({ paths }) => paths.map((path) => files.get(path) ?? new ArrayBuffer(0)));
  const weightSpecs = groups.flatMap(({ weights }) => weights);
  const weightData = await new Blob(shards).arrayBuffer();
  return tf.loadGraphModel({ load: async () => ({ ...description, weightSpecs, weightData }) });
}

/**
 * @param {ArrayLike<number>} rgba Pixels, 4 bytes each.
 * @param {[low: number, high: number]} range What 0 and 255 become.
 * @param {Float32Array} values Gets red, green and blue of each, as the network takes them.
 */
export function asInput(rgba, [low, high], values) {
  const scale = (high - low) / 255;
  for (let from = 0, to = 0; to < values.length; from += 4) {
    values[to++] = rgba[from] * scale + low;
    values[to++] = rgba[from + 1] * scale + low;
    values[to++] = rgba[from + 2] * scale + low;
  }
}

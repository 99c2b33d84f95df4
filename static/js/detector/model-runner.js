/**
 * The model at work: detects on the backend that was selected for it, on the next one when that fails, and with helpers
 * where there are cores to spare.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').DetectOptions} DetectOptions
 * @typedef {import('./pipeline.js').Detections} Detections
 * @typedef {import('./selection.js').Running} Running
 *
 * @typedef {Running & AtWorkParts} AtWork
 * @typedef {object} AtWorkParts
 * @property {Pipeline} pipeline For live frames.
 * @property {Pipeline} photos For photos, which WebAssembly always computes in the same way: one photo has one number.
 * @property {Map<string, ArrayBuffer>} files Of the model.
 * @property {BackendSelection} selection
 * @property {Crew} crew Who computes photos, and live frames on WebAssembly.
 * @property {Promise<void> | null} joined Resolves once helpers have joined the crew, if there are any; null: they are not
 *   started yet.
 */
import { markMoment } from '../timeline.js';
import { DetectorError } from './errors.js';
import { withFallback } from './fallback.js';
import { FrameReader } from './frame-pixels.js';
import { Crew, helpersToStart, startHelper } from './helpers.js';
import { loadLibrary, loadResampler } from './library.js';
import { mostOf, partsIn, scalesFor } from './multi-scale.js';
import { Pipeline } from './pipeline.js';
import { PixelReader, sizeOf } from './pixels.js';
import { BackendSelection } from './selection.js';
import { PHOTO_TILES, photoTiles, SharedNetwork, TiledNetwork } from './shared-network.js';
import { Sheets } from './sheets.js';

export class ModelRunner {
  #listeners;
  /** @type {AtWork | null} */
  #running = null;
  /** @type {{ photos: PixelReader, frames: FrameReader, resampler: import('./resample.js').Resampler } | null} */
  #tools = null;

  /** @param {import('./protocol.js').Listeners} listeners */
  constructor(listeners) {
    this.#listeners = listeners;
  }

  /** @returns {Running | null} Null until a model is at work. */
  get running() {
    return this.#running;
  }

  /** @returns {number} Tensors that TensorFlow.js holds now. */
  get tensorCount() {
    return this.#running?.network.tensorCount ?? 0;
  }

  /**
   * Puts a model to work in place of the one before, which goes on when this one fails.
   *
   * @param {ModelCard} card
   * @param {Promise<Map<string, ArrayBuffer>>} reading Brings the files of the model.
   * @param {{ store: import('./selection.js').Memory } & Pick<import('./protocol.js').LoadRequest, 'backend' | 'avoided'>} options
   * @throws {DetectorError} 'no-backend': the model works on none. Or what `reading` was rejected with.
   */
  async run(card, reading, { store, backend, avoided }) {
    const selection = new BackendSelection(card, store, this.#listeners);
    if (avoided) selection.exclude(avoided, 'its worker was lost');
    const before = this.#running;
    // The backend starts while the files are read. Not when a model is at work, which keeps its backend until they are there.
    const prepared = before ? null : selection.prepare(backend);
    const resampler = this.#tools?.resampler ?? loadResampler();
    const [files] = await Promise.all([reading, resampler]).finally(() => prepared);
    this.#tools ??= readingTools(await resampler);
    try {
      const running = await selection.start(files, backend);
      this.#running = atWork(running, files, selection);
    } catch (error) {
      if (before) await (await loadLibrary()).setBackend(before.backend); // the trials have changed it
      throw error;
    }
    before?.network.dispose();
    before?.crew.close();
  }

  /**
   * @param {ImageBitmap | VideoFrame} picture Closed as soon as its pixels are read, and when that fails.
   * @param {DetectOptions} options
   * @returns {Promise<Detections & { backend: Backend }>} With what they were computed on.
   * @throws {DetectorError} 'detection-failed', 'no-backend'.
   */
  async detect(picture, options) {
    const start = performance.now();
    try {
      const { card } = this.#atWork.network;
      if (!this.#tools) throw new DetectorError('detection-failed', { detail: 'no model was loaded' });
      const { scoreThreshold, nmsIou, maxDetections } = card.defaults;
      const threshold = options.scoreThreshold ?? scoreThreshold[options.mode];
      const { width, height } = sizeOf(picture);
      const { mode } = options;
      const parts = mode === 'photo' ? partsIn({ width, height }) : 1;
      const limit = Math.round(maxDetections * parts);
      const most = mostOf(card.input, options, { width, height });
      const { photos, frames, resampler } = this.#tools;
      const reader = mode === 'photo' ? photos : frames;
      const sheets = new Sheets(picture, { reader, resampler }, card.input, most);
      const detections = await this.#withFallback(mode, async (pipeline) => {
        const look = async (/** @type {number} */ longSide, /** @type {number} */ score) =>
          pipeline.look(await sheets.at(longSide), { threshold: score, nmsIou, limit });
        const scales = await scalesFor(card.defaults, mode, most, look, parts);
        const passes = [];
        for (const { longSide, leastSide } of scales) {
          passes.push({ sheet: await sheets.at(longSide), leastSide });
        }
        picture.close(); // a camera whose frames are kept stands still
        return pipeline.detect(passes, { width, height, threshold, nmsIou, limit });
      });
      detections.timing.letterbox_ms = sheets.took_ms;
      detections.timing.total_ms = performance.now() - start;
      const running = this.#atWork;
      // Only after the first boxes, which wait for nothing that they do not need.
      running.joined ??= this.#join(running);
      return { ...detections, backend: running.backend };
    } finally {
      picture.close();
    }
  }

  /** @returns {AtWork} */
  get #atWork() {
    if (!this.#running) throw new DetectorError('detection-failed', { detail: 'no model is loaded' });
    return this.#running;
  }

  /**
   * A GPU can be taken away at any moment (the driver resets, the browser saves memory). The picture is then detected
   * again on the next backend, and the session goes on.
   *
   * @param {DetectOptions['mode']} mode
   * @param {(pipeline: Pipeline) => Promise<Detections>} detect May be called several times.
   * @returns {Promise<Detections>}
   */
  async #withFallback(mode, detect) {
    const running = this.#atWork;
    if (mode === 'photo' && running.backend !== 'wasm') {
      running.joined ??= this.#join(running);
      await running.joined;
      try {
        return await detect(running.photos);
      } catch {} // There are no helpers: the GPU has to do it.
    }
    return withFallback(
      running,
      (inUse) => detect(pipelineFor(mode, inUse)),
      async (failed, error) => {
        const { selection, files, crew } = failed;
        const next = await selection.replace(failed, files, error);
        crew.close();
        this.#running = atWork(next, files, selection);
        return this.#running;
      },
    );
  }

  /**
   * Brings helpers in, for the other cores; beside a GPU, no more than photos need. Without them it goes on as it is.
   *
   * @param {AtWork} running
   */
  async #join(running) {
    const { backend, network, files, crew } = running;
    const count = backend === 'wasm' ? helpersToStart() : Math.min(PHOTO_TILES, helpersToStart());
    const starts = await Promise.allSettled(
      Array.from({ length: count }, () => startHelper(network.card, files)),
    );
    const helpers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    if (helpers.length === 0) return;
    crew.join(helpers);
    if (running !== this.#running)
      crew.close(); // another model took its place meanwhile
    else if (backend === 'wasm') running.pipeline = new Pipeline(new SharedNetwork(network, crew));
    markMoment('helpers');
  }
}

/** @param {import('./resample.js').Resampler} resampler */
function readingTools(resampler) {
  const photos = new PixelReader();
  return { photos, frames: new FrameReader(photos), resampler };
}

/**
 * @param {DetectOptions['mode']} mode
 * @param {AtWork} running
 * @returns {Pipeline} That needs no helpers.
 */
const pipelineFor = (mode, { backend, photos, pipeline }) =>
  mode === 'photo' && backend === 'wasm' ? photos : pipeline;

/**
 * @param {Running} running
 * @param {Map<string, ArrayBuffer>} files
 * @param {BackendSelection} selection
 * @returns {AtWork}
 */
function atWork(running, files, selection) {
  const { network, backend } = running;
  const crew = new Crew(backend === 'wasm' ? network : null);
  const pipeline = new Pipeline(network);
  const photos = new Pipeline(new TiledNetwork(network.card, crew, photoTiles));
  return { ...running, files, selection, pipeline, photos, crew, joined: null };
}

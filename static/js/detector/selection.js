/**
 * Puts a model on the fastest backend of this device, and on the next one when that fails.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./backend-memory.js').BackendMemory} BackendMemory
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').Listeners} Listeners
 * @typedef {import('./backend.js').Started & { backend: Backend }} Running
 * @typedef {Pick<import('../models/store.js').ModelStore, 'recall' | 'remember'>} Memory Where small records are kept.
 * @typedef {{ candidates: Backend[], memory: BackendMemory }} Plan `candidates`: the most promising first.
 *
 * @typedef {object} Engine What runs networks, so that tests can stand in for it.
 * @property {() => Promise<Backend[]>} candidateBackends
 * @property {typeof import('./library.js').loadLibrary} loadLibrary
 * @property {typeof import('./library.js').startBackend} startBackend
 * @property {typeof import('./backend.js').startNetwork} startNetwork
 * @property {typeof import('./backend.js').timeNetwork} timeNetwork
 * @property {typeof import('./gpu-speed.js').leastWebglTime} leastWebglTime
 */
import { folderOf } from '../models/card.js';
import { startNetwork, timeNetwork } from './backend.js';
import { asMemory, backendsToConsider, crashedOver, fastestOf, trialOrder } from './backend-memory.js';
import { candidateBackends } from './candidates.js';
import { DetectorError } from './errors.js';
import { leastWebglTime } from './gpu-speed.js';
import { loadLibrary, startBackend } from './library.js';
import { liveInput } from './probe.js';

const RECORD = 'fastest-backend.json';

/** @type {Engine} */
const TENSORFLOW = {
  candidateBackends,
  loadLibrary,
  startBackend,
  startNetwork,
  timeNetwork,
  leastWebglTime,
};

/** WebGL that takes at least so many times as long as another backend is not tried: it is the processor that imitates a GPU. */
const HOPELESS = 1.5;

export class BackendSelection {
  #card;
  #store;
  #listeners;
  #engine;
  #today;
  /** @type {Promise<Plan> | null} */
  #plan = null;
  /** Why each failed since the page was opened. @type {Map<Backend, string>} */
  #failed = new Map();
  /** What is stored, as JSON. */
  #remembered = '';

  /**
   * @param {ModelCard} card
   * @param {Memory} store
   * @param {Listeners} listeners
   * @param {{ engine?: Engine, today?: () => string }} [options] `today`: as YYYY-MM-DD.
   */
  constructor(
    card,
    store,
    listeners,
    { engine = TENSORFLOW, today = () => new Date().toISOString().slice(0, 10) } = {},
  ) {
    this.#card = card;
    this.#store = store;
    this.#listeners = listeners;
    this.#engine = engine;
    this.#today = today;
  }

  /**
   * Leaves a backend out, as if it had failed here.
   *
   * @param {Backend} backend
   * @param {string} reason
   */
  exclude(backend, reason) {
    this.#failed.set(backend, reason);
  }

  /**
   * Starts the backend that will be tried first, so that it has started when the model's files have been read. When that
   * fails, `start` tries it again and tells why.
   *
   * @param {Backend | null} wanted
   */
  async prepare(wanted) {
    const startFirst = async () => {
      const backends = wanted ? [wanted] : this.#usable(await this.#planned());
      const first = wanted ?? fastestOf(backends, (await this.#planned()).memory) ?? trialOrder(backends)[0];
      if (first) await this.#engine.startBackend(await this.#engine.loadLibrary(), first);
    };
    this.#engine.loadLibrary().catch(() => {}); // beside the plan; `start` tells it
    await startFirst().catch(() => {});
  }

  /**
   * @param {Map<string, ArrayBuffer>} files Of the model.
   * @param {Backend | null} wanted The one to use if it works; otherwise, and when it is null, the fastest.
   * @returns {Promise<Running>}
   * @throws {DetectorError} 'model-unusable': the model works on no backend; 'no-backend': the browser lacks one that would do.
   */
  async start(files, wanted) {
    await this.#planned(); // it tells which backend the browser has crashed over
    const chosen = wanted && !this.#failed.has(wanted) ? await this.#try(wanted, files) : null;
    const running = chosen ?? (await this.#startFastest(files).finally(() => this.#unmark()));
    const tf = await this.#engine.loadLibrary();
    await tf.setBackend(running.backend);
    await this.#remember();
    return running;
  }

  /**
   * Starts again on another backend after one failed while it was in use.
   *
   * @param {Running} running
   * @param {Map<string, ArrayBuffer>} files
   * @param {unknown} error
   * @returns {Promise<Running>}
   * @throws {DetectorError} 'no-backend'.
   */
  replace({ backend, network }, files, error) {
    this.#fail(backend, error);
    network.dispose();
    return this.start(files, null);
  }

  /**
   * @param {Map<string, ArrayBuffer>} files
   * @returns {Promise<Running>}
   */
  async #startFastest(files) {
    const plan = await this.#planned();
    for (;;) {
      const backends = this.#usable(plan);
      const known = fastestOf(backends, plan.memory);
      const running = known ? await this.#try(known, files) : await this.#runTrial(backends, files);
      if (running) return running;
      if (this.#usable(plan).length === 0) {
        const reasons = Array.from(this.#failed, ([backend, reason]) => `${backend}: ${reason}`);
        // WebAssembly is in every browser that is new enough: where it is there, the model or its files are to blame.
        const code = plan.candidates.includes('wasm') ? 'model-unusable' : 'no-backend';
        throw new DetectorError(code, { detail: reasons.join('; ') });
      }
    }
  }

  /**
   * Times each backend with this model, except for a GPU that is hopeless.
   *
   * @param {Backend[]} backends
   * @param {Map<string, ArrayBuffer>} files
   * @returns {Promise<Running | null>} The fastest; null: none works.
   */
  async #runTrial(backends, files) {
    const { times } = (await this.#planned()).memory;
    /** @type {(Running & { time: number }) | null} */
    let best = null;
    for (const backend of trialOrder(backends)) {
      if (best && backend === 'webgl') {
        const least = this.#engine.leastWebglTime(liveInput(this.#card));
        if (least > HOPELESS * best.time) {
          times.webgl = least;
          continue;
        }
      }
      const running = await this.#try(backend, files);
      if (!running) continue;
      const time = backends.length > 1 ? await this.#time(running) : 0;
      if (time === null) continue;
      if (backends.length > 1) times[backend] = time;
      if (best && best.time <= time) {
        running.network.dispose();
      } else {
        best?.network.dispose();
        best = { ...running, time };
      }
    }
    return best;
  }

  /**
   * @param {Running} running
   * @returns {Promise<number | null>} Milliseconds of a live frame; null: it failed, and the person was told.
   */
  async #time({ backend, network, unlessLost }) {
    try {
      return await unlessLost(this.#engine.timeNetwork(network, this.#card));
    } catch (error) {
      network.dispose();
      this.#fail(backend, error);
      return null;
    }
  }

  /**
   * @param {Backend} backend
   * @param {Map<string, ArrayBuffer>} files
   * @returns {Promise<Running | null>} Null: it failed, and the person was told.
   */
  async #try(backend, files) {
    const { loadLibrary, startNetwork } = this.#engine;
    if (backend !== 'wasm') await this.#mark(backend);
    try {
      const onPhase = (/** @type {'compile' | 'warmup'} */ phase) =>
        this.#listeners.onProgress({ phase, backend });
      return { backend, ...(await startNetwork(await loadLibrary(), backend, this.#card, files, onPhase)) };
    } catch (error) {
      this.#fail(backend, error);
      return null;
    }
  }

  /** @param {Plan} plan @returns {Backend[]} Those that have not failed. */
  #usable({ candidates, memory }) {
    const untried = candidates.filter((backend) => !this.#failed.has(backend));
    return backendsToConsider(untried, memory, this.#today());
  }

  /** @returns {Promise<Plan>} */
  #planned() {
    this.#plan ??= this.#makePlan();
    return this.#plan;
  }

  async #makePlan() {
    const key = `${folderOf(this.#card)} ${navigator.userAgent}`;
    const [candidates, record] = await Promise.all([
      this.#engine.candidateBackends(),
      this.#store.recall(RECORD),
    ]);
    const memory = asMemory(record, key);
    const crashed = crashedOver(record, memory, this.#today());
    if (crashed) this.#fail(crashed, new Error('the browser ended while it was tried'));
    this.#remembered = JSON.stringify(record ?? memory);
    return { candidates, memory };
  }

  /** Keeps what was learnt of the backends for the next start. */
  async #remember() {
    if (!this.#plan && this.#failed.size === 0) return;
    const { candidates, memory } = await this.#planned();
    const failed = { ...memory.failed };
    for (const backend of candidates) {
      if (this.#failed.has(backend)) failed[backend] = this.#today();
    }
    const learnt = { ...memory, failed };
    if (JSON.stringify(learnt) === this.#remembered) return;
    await this.#write(learnt);
  }

  /** A driver may take the browser with it: the next start finds this, and does not try again. @param {Backend} backend */
  async #mark(backend) {
    const { memory } = await this.#planned();
    await this.#write({ ...memory, trying: { backend, day: this.#today() } });
  }

  /** The browser has survived. */
  async #unmark() {
    const { memory } = await this.#planned();
    if (this.#remembered.includes('"trying"')) await this.#write(memory);
  }

  /** @param {BackendMemory} memory */
  async #write(memory) {
    this.#remembered = JSON.stringify(memory);
    // Without room on the device, the next start tries them again.
    await this.#store.remember(RECORD, memory).catch(() => {});
  }

  /**
   * @param {Backend} backend
   * @param {unknown} error
   */
  #fail(backend, error) {
    const reason = String(error);
    this.exclude(backend, reason);
    this.#listeners.onNews({ kind: 'backend-failed', backend, reason });
  }
}

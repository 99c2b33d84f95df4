/**
 * What the page and the detector's worker say to each other. Every request carries an `id`, which its one answer
 * repeats; `progress` and `news` come unasked, and `started` once, from a worker that works.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/card.js').Mode} Mode
 * @typedef {import('./pipeline.js').Detections} Detections
 * @typedef {import('./errors.js').DetectorErrorCode} DetectorErrorCode
 * @typedef {'webgpu' | 'webgl' | 'wasm'} Backend
 *
 * @typedef {{ phase: 'download', loaded: number, total: number, licence?: ModelCard['licence'] }
 *   | { phase: 'compile', backend: Backend }
 *   | { phase: 'warmup', backend: Backend }} Progress Bytes in `loaded` and `total`; `licence` of the model that comes.
 * @typedef {{ kind: 'backend-failed', backend: Backend, reason: string }
 *   | { kind: 'model-updated', version: string }
 *   | { kind: 'model-refused', version: string }
 *   | { kind: 'sign-in-needed' }
 *   | { kind: 'worker-replaced', reason: string }} News A newer model that was stored is used from the next start.
 * @typedef {{ card: ModelCard, backend: Backend, offline: boolean }} Ready `offline`: the model is kept here.
 * @typedef {{ mode: Mode, longSide?: number, scoreThreshold?: number }} DetectOptions Without them, the card's.
 *
 * @typedef {object} LoadRequest
 * @property {'load'} type
 * @property {number} id
 * @property {Backend | null} backend The one to use if it works; null: the fastest.
 * @property {ModelCard | null} card Null: the model that is current on this device.
 * @property {boolean} isResumed The worker takes the place of one that was lost: nothing that is stored changes.
 * @property {Backend | null} avoided Not to be tried: a worker was lost while it ran on this one.
 *
 * @typedef {object} EmbedderCard What has to be known of an embedder to run it, see looks/card.js.
 * @property {{ name: string, range: [number, number], height: number, width: number }} input
 * @property {{ margin: number }} crop
 * @property {{ name: string, dimensions: number }} output
 * @property {{ tolerance: number, numbers: number[] } | null} [probe]
 *
 * @typedef {{ card: EmbedderCard, files: Map<string, ArrayBuffer> }} Embedder With the content of every file of its bundle.
 * @typedef {object} Vectors
 * @property {Float32Array<ArrayBuffer>} values (boxes * dimensions), of unit length.
 * @property {{ crop_ms: number, network_ms: number, total_ms: number, slices: number }} timing `total_ms` with what came between
 *   the slices.
 *
 * @typedef {LoadRequest
 *   | { type: 'cancel', id: number }
 *   | { type: 'load-embedder', id: number, embedder: Embedder }
 *   | { type: 'embed', id: number, picture: ImageBitmap, boxes: Float64Array }
 *   | { type: 'detect', id: number, picture: ImageBitmap | VideoFrame, options: DetectOptions }
 *   | { type: 'remove', id: number, name: string }
 *   | { type: 'memory', id: number }} Request `cancel` has no answer of its own.
 *
 * @typedef {Exclude<Request, { type: 'cancel' }>} Question A request that has an answer.
 *
 * @typedef {{ type: 'started' }
 *   | { type: 'progress', progress: Progress }
 *   | { type: 'news', news: News }
 *   | { type: 'ready', id: number, ready: Ready }
 *   | { type: 'detections', id: number, detections: Detections & { backend: Backend } }
 *   | { type: 'embedder-ready', id: number }
 *   | { type: 'vectors', id: number, vectors: Vectors }
 *   | { type: 'removed', id: number }
 *   | { type: 'memory', id: number, tensors: number }
 *   | { type: 'failed', id: number, code: DetectorErrorCode, message: string }} Reply
 *
 * @typedef {{ onProgress: (progress: Progress) => void, onNews: (news: News) => void }} Listeners
 */

export {}; // types alone, but a module: without this line their names would be global

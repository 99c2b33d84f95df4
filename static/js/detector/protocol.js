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
 *   | { kind: 'model-refused', version: string }} News A newer model that was stored is used from the next start.
 * @typedef {{ card: ModelCard, backend: Backend, offline: boolean }} Ready `offline`: the model is kept here.
 * @typedef {{ mode: Mode, longSide?: number, scoreThreshold?: number }} DetectOptions Without them, the card's.
 *
 * @typedef {{ type: 'load', id: number, backend: Backend | null, card: ModelCard | null }
 *   | { type: 'cancel', id: number }
 *   | { type: 'detect', id: number, picture: ImageBitmap | VideoFrame, options: DetectOptions }
 *   | { type: 'remove', id: number, name: string }
 *   | { type: 'memory', id: number }} Request `backend` null, or not to be had here: the fastest; `card` null: the model
 *   that is current on this device. `cancel` has no answer of its own.
 *
 * @typedef {{ type: 'started' }
 *   | { type: 'progress', progress: Progress }
 *   | { type: 'news', news: News }
 *   | { type: 'ready', id: number, ready: Ready }
 *   | { type: 'detections', id: number, detections: Detections & { backend: Backend } }
 *   | { type: 'removed', id: number }
 *   | { type: 'memory', id: number, tensors: number }
 *   | { type: 'failed', id: number, code: DetectorErrorCode, message: string }} Reply
 */

export {}; // types alone, but a module: without this line their names would be global

/**
 * Downloads of a file whose hash is known.
 *
 * @typedef {import('./card.js').BundleFile} BundleFile
 */
import { asksToSignIn } from '../toolkit/sign-in.js';
import { ModelError } from './errors.js';

/** A connection that brings nothing for so long is given up; what has arrived before is kept. */
const STALL_MS = 60_000;

/**
 * @param {URL} url
 * @param {BundleFile} file
 * @param {{ onLoaded: (loaded: number) => void, signal?: AbortSignal, stall_ms?: number, priority?: RequestPriority }} options
 *   `onLoaded` is told the bytes so far.
 * @returns {Promise<ArrayBuffer>} Content whose hash is the file's.
 * @throws {ModelError} 'download-failed', 'sign-in-needed', 'model-damaged'.
 * @throws {DOMException} AbortError: `signal` was aborted.
 */
export async function fetchVerified(url, file, { onLoaded, signal, stall_ms = STALL_MS, priority }) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const onStall = () => stop.abort(new Error(`nothing arrived for ${stall_ms / 1000} s`));
  let timer = setTimeout(onStall, stall_ms);
  try {
    signal?.throwIfAborted();
    // The store keeps the file: a second copy in the browser's own cache would only take space.
    const response = await fetch(url, {
      cache: 'no-store',
      redirect: 'manual',
      signal: stop.signal,
      priority,
    });
    if (asksToSignIn(response)) throw new ModelError('sign-in-needed', { detail: url.pathname });
    if (!response.ok || !response.body) throw new Error(`${url.pathname}: HTTP ${response.status}`);
    const reader = response.body.getReader();
    for (let loaded = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      clearTimeout(timer);
      timer = setTimeout(onStall, stall_ms);
      chunks.push(value);
      loaded += value.length;
      onLoaded(loaded);
    }
  } catch (error) {
    if (signal?.aborted || error instanceof ModelError) throw error;
    throw new ModelError('download-failed', { detail: url.pathname, cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
  const content = await new Blob(chunks).arrayBuffer();
  if ((await sha256(content)) !== file.sha256) {
    throw new ModelError('model-damaged', { detail: url.pathname });
  }
  return content;
}

/**
 * @param {ArrayBuffer} content
 * @returns {Promise<string>} In hexadecimal digits.
 */
export async function sha256(content) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

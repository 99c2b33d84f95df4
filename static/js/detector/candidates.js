/**
 * Which backends this device has.
 *
 * @typedef {import('./protocol.js').Backend} Backend
 */

/**
 * Backends worth a try, most promising first. A GPU that is imitated by the processor is left out: it is slower than
 * WebAssembly by a factor of ten and more.
 *
 * @returns {Promise<Backend[]>}
 */
export async function candidateBackends() {
  /** @type {Backend[]} */
  const found = [];
  if (await hasRealWebgpu()) found.push('webgpu');
  if (hasRealWebgl()) found.push('webgl');
  if (typeof WebAssembly !== 'undefined') found.push('wasm');
  return found;
}

async function hasRealWebgpu() {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null); // refused: there is none for this page
  return Boolean(adapter && !adapter.info.isFallbackAdapter && !isSoftware(adapter.info.description));
}

function hasRealWebgl() {
  if (typeof OffscreenCanvas === 'undefined' && typeof document === 'undefined') return false;
  const canvas =
    typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
  const gl = /** @type {WebGL2RenderingContext | null} */ (canvas.getContext('webgl2'));
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !isSoftware(renderer);
}

/** @param {string} renderer */
function isSoftware(renderer) {
  return /swiftshader|llvmpipe|software|basic render/i.test(renderer);
}

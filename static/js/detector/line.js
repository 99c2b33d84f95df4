/**
 * The way to the detector: to its worker, or, where the browser has no worker that can draw, to a host on the page itself.
 *
 * @typedef {import('./protocol.js').Reply} Reply
 * @typedef {import('./protocol.js').Request} Request
 *
 * @typedef {object} Line
 * @property {(request: Request, transfer: Transferable[]) => void} send
 * @property {() => void} close Nothing comes from it any more.
 *
 * @typedef {object} LineListeners
 * @property {(reply: Reply) => void} onReply
 * @property {(reason: string) => void} onLost The worker has failed: answers that are still to come may never come.
 */
import { takeWorker } from './early-worker.js';

/**
 * @param {LineListeners} listeners
 * @returns {Promise<Line>}
 */
export async function openLine(listeners) {
  try {
    return await openWorker(listeners);
  } catch {
    return openOnPage(listeners); // slower for the page, but it counts
  }
}

/**
 * @param {LineListeners} listeners
 * @returns {Promise<Line>}
 * @throws {Error} This browser has no module workers, or none that can draw.
 */
async function openWorker({ onReply, onLost }) {
  const worker = await takeWorker();
  worker.addEventListener('message', (/** @type {MessageEvent<Reply>} */ { data }) => onReply(data));
  worker.addEventListener('messageerror', () => onLost('an answer of the worker could not be read'));
  worker.addEventListener('error', (event) => {
    event.preventDefault(); // whoever waits for an answer is told, so it is no error of the page
    onLost(event.message || 'the worker ended');
  });
  return {
    send: (request, transfer) => worker.postMessage(request, transfer),
    close: () => worker.terminate(),
  };
}

/**
 * @param {LineListeners} listeners
 * @returns {Promise<Line>}
 */
async function openOnPage({ onReply }) {
  const { DetectorHost } = await import('./host.js');
  let isOpen = true;
  const host = new DetectorHost((reply) => {
    if (isOpen) onReply(reply);
  });
  return {
    send: (request) => host.handle(request),
    close: () => {
      isOpen = false;
    },
  };
}

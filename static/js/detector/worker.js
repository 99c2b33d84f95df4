/** The detector's worker: see host.js for what it does and protocol.js for what is said. */
import { DetectorHost } from './host.js';
import { loadLibrary } from './library.js';
// What these two import in the end. Named here, the browser asks for it with the first modules and not after several round
// trips; the worker's start is what a first visit waits for.
import './backend.js';
import './helpers.js';
import './installation.js';
import './kernels/convolution.js';
import './model-runner.js';
import './pipeline.js';
import './selection.js';

// Checked with the page's types, which know no worker: both have these two calls.
const host = new DetectorHost((reply, transfer = []) => self.postMessage(reply, { transfer }));

self.addEventListener('message', ({ data }) => host.handle(data));
self.addEventListener('messageerror', () => {
  // Thrown, so that the page learns of it: a request that cannot be read has no id that an answer could name.
  throw new Error('A request could not be read.');
});
// The page waits for this: a browser without module workers would leave it waiting for an answer for ever.
self.postMessage({ type: 'started' });

// Every request needs it, and the page is not ready to ask yet.
loadLibrary().catch(() => {}); // a request tries again, and tells why it fails

/** The detector's worker: see host.js for what it does and protocol.js for what is said. */
import { DetectorHost } from './host.js';

// Checked with the page's types, which know no worker: both have these two calls.
const host = new DetectorHost((reply, transfer) => self.postMessage(reply, { transfer }));

self.addEventListener('message', ({ data }) => host.handle(data));
// The page waits for this: a browser without module workers would leave it waiting for an answer for ever.
self.postMessage({ type: 'started' });

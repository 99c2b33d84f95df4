/** The detector's worker: see host.js for what it does and protocol.js for what is said. */
import { loadLibrary } from './backend.js';
import { DetectorHost } from './host.js';

// Checked with the page's types, which know no worker: both have these two calls.
const host = new DetectorHost((reply, transfer) => self.postMessage(reply, { transfer }));

self.addEventListener('message', ({ data }) => host.handle(data));
// The page waits for this: a browser without module workers would leave it waiting for an answer for ever.
self.postMessage({ type: 'started' });

// Whatever it will be asked for; while the page still makes itself ready to ask.
loadLibrary().catch(() => {}); // asked for, it tries again and tells

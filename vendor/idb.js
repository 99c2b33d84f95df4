// IndexedDB with promises and transactions that can be awaited: where audits are kept.
export { openDB } from 'idb';

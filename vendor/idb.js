// IndexedDB with promises and awaitable transactions, for the storage of audits.
export { openDB } from 'idb';

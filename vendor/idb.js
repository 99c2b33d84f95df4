// IndexedDB with promises and awaitable transactions, for the storage of audits.
export { openDB, unwrap } from 'idb';

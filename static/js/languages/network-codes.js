/** Failures that end when there is a network again. */
const CODES = new Set(['no-network-no-model', 'no-network', 'download-failed', 'sign-in-needed']);

/** @param {string} code of a failure */
export const needsNetwork = (code) => CODES.has(code);

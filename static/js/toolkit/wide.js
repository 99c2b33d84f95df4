/** Whether there is room for a list beside a photo and its tools, as on a desk. css/features/desk.css asks for the same. */
const query = globalThis.matchMedia?.('(width >= 1280px) and (orientation: landscape)');

/** @returns {boolean} */
export const isWide = () => query?.matches === true;

/** @param {() => void} onChange */
export const followWidth = (onChange) => query?.addEventListener('change', onChange);

/**
 * What opens over a view and is closed before the view is left: Back closes it first.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./state.js').Actions} Actions
 */

/** @type {{ isOpen: (state: State) => boolean, close: (actions: Actions) => void }[]} */
const SHEETS = [
  { isOpen: ({ install }) => install.isExplaining, close: ({ install }) => install.closeSteps() },
  { isOpen: ({ models }) => models.removing !== null, close: ({ models }) => models.keep() },
  { isOpen: ({ audits }) => audits.exporting !== null, close: ({ audits }) => audits.closeExport() },
  { isOpen: ({ audits }) => audits.selected !== null, close: ({ audits }) => audits.stopSelecting() },
  {
    isOpen: ({ photo }) => Boolean(photo.review?.panel),
    close: ({ correct }) => correct({ type: 'panel', panel: null }),
  },
  {
    isOpen: ({ photo }) => Boolean(photo.review?.isAdding),
    close: ({ correct }) => correct({ type: 'adding', isAdding: false }),
  },
];

/** @param {State} state */
export const hasSheet = (state) => SHEETS.some(({ isOpen }) => isOpen(state));

/** @param {State} state @param {Actions} actions */
export function closeSheets(state, actions) {
  for (const { isOpen, close } of SHEETS) if (isOpen(state)) close(actions);
}

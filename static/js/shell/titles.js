import { messages } from '../messages.js';

/** @typedef {import('./state.js').State} State */

/**
 * What a view is called in the browser's tab and history; one that is not here goes by the app's own name.
 * @type {Partial<Record<State['view'], (state: State) => string>>}
 */
const TITLES = {
  live: () => messages.live.heading,
  photo: () => messages.photo.heading,
  problem: ({ problem }) => messages.problemText(problem).title,
  audits: () => messages.audits.heading,
  audit: ({ audits: { page } }) => page?.audit.store || messages.audits.untitled,
  settings: () => messages.settings.heading,
  models: () => messages.models.heading,
  'audit-form': ({ audits: { form } }) => (form?.isNew ? messages.audits.formNew : messages.audits.formEdit),
};

/** @param {State} state */
export function titleOf(state) {
  const title = TITLES[state.view]?.(state);
  return title ? `${title} – ${messages.appName}` : messages.appName;
}

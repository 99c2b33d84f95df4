/** The problem view, which replaces a view that cannot continue. Features open it with `context.showProblem`. */
import { defineFeature } from '../features/contract.js';
import { messages } from '../messages.js';
import { problemView } from './problem-view.js';

/**
 * @typedef {object} ProblemState
 * @property {string} code for messages.problemText
 * @property {() => void} retry what "Try again" does
 */

export const problem = defineFeature({
  name: 'problem',
  initial: /** @type {ProblemState} */ ({ code: '', retry: () => {} }),
  create: () => ({}),
  routes: [
    {
      name: 'problem',
      path: null,
      view: problemView,
      open: () => {},
      title: ({ code }) => messages.problemText(code).title,
    },
  ],
});

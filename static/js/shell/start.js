/** The start view. It is always at the bottom of the history. */
import { defineFeature } from '../features/contract.js';
import { startView } from './start-view.js';

const SAMPLE_PICTURE = new URL('../../img/sample-shelf.jpg', import.meta.url);

/** @typedef {ReturnType<typeof createStart>} StartActions */

/** @param {import('../features/contract.js').Context<{}>} context */
function createStart({ services, show, navigate, showProblem }) {
  const trySample = async () => {
    try {
      const response = await fetch(SAMPLE_PICTURE);
      if (!response.ok) throw new Error(`The sample picture: HTTP ${response.status}`);
      navigate('photo', { file: await response.blob() });
    } catch (error) {
      showProblem(error, trySample);
    }
  };
  return {
    open: () => show('start'),
    trySample,
    retryModel: () => services.detector.load(),
  };
}

export const start = defineFeature({
  name: 'start',
  initial: {},
  create: createStart,
  routes: [{ name: 'start', path: '', view: startView, open: (actions) => actions.open(), notices: true }],
});

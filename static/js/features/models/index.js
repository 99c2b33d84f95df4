/** Lists the available detectors and switches between them. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { ModelsController } from './controller.js';
import { modelsView } from './models-view.js';
import { NO_MODELS } from './state.js';

export const models = defineFeature({
  name: 'models',
  initial: NO_MODELS,
  create: (context) => new ModelsController(context),
  leave: (actions) => actions.leave(),
  routes: [
    {
      name: 'models',
      path: '#/models',
      view: modelsView,
      open: (actions) => actions.open(),
      title: () => messages.models.heading,
      notices: true,
    },
  ],
  sheets: [{ isOpen: ({ removing }) => removing !== null, close: (actions) => actions.cancelRemoval() }],
  listens: { detectorNews: (actions, news) => actions.onDetectorNews(news) },
});

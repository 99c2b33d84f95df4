/** Counting live on the camera's picture. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { ScanController } from './controller.js';
import { liveView } from './live-view.js';
import { NO_LIVE } from './state.js';

export const scan = defineFeature({
  name: 'scan',
  initial: NO_LIVE,
  create: (context) => new ScanController(context),
  leave: (actions) => actions.leave(),
  routes: [
    {
      name: 'live',
      path: '#/camera',
      view: liveView,
      open: (actions, params) => actions.open(params),
      title: () => messages.live.heading,
      notices: true,
    },
  ],
});

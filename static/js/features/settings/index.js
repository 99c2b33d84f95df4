/** The settings of the app. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { SettingsController } from './controller.js';
import { settingsView } from './settings-view.js';
import { NO_SETTINGS } from './state.js';

export const settings = defineFeature({
  name: 'settings',
  initial: NO_SETTINGS,
  create: (context) => new SettingsController(context),
  routes: [
    {
      name: 'settings',
      path: '#/settings',
      view: settingsView,
      open: (actions) => actions.open(),
      title: () => messages.settings.heading,
      notices: true,
    },
  ],
  listens: {
    detectorNews: (actions, { kind }) => kind === 'wanted-backend-failed' && actions.giveUpBackend(),
  },
});

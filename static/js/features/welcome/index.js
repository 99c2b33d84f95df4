/** Explains the app at the first visit. */
import { defineFeature } from '../contract.js';
import { isFirstVisit, WelcomeController } from './controller.js';
import { welcomeView } from './welcome-view.js';

export const welcome = defineFeature({
  name: 'welcome',
  initial: { step: 0 },
  create: (context) => new WelcomeController(context),
  routes: [
    {
      name: 'welcome',
      path: '#/welcome',
      view: welcomeView,
      open: (actions) => actions.open(),
      opensFirst: isFirstVisit,
    },
  ],
});

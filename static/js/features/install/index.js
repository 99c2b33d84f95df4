/** Offers to put the page on the home screen, and to update it to a new version. */
import { defineFeature } from '../contract.js';
import { InstallController, NO_INSTALL } from './install.js';
import { installCard } from './install-view.js';
import { updateToast } from './update-toast.js';

export const install = defineFeature({
  name: 'install',
  initial: NO_INSTALL,
  create: (context) => new InstallController(context),
  sheets: [{ isOpen: ({ isExplaining }) => isExplaining, close: (actions) => actions.closeSteps() }],
  slots: { 'start-cards': installCard, update: updateToast },
  listens: { counted: (actions, count) => count > 0 && actions.counted() },
});

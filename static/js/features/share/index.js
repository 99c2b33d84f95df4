/** Opens a photo that another app shared. sw.js stores it until the page opens this address. It has no view of its own. */
import { nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { clearShared, takeShared } from './inbox.js';

const PATH = '#/shared';

/** @param {import('../contract.js').Context<{}>} context */
function createShare({ navigate, notify }) {
  if (location.hash !== PATH) clearShared();
  return {
    async open() {
      const shared = await takeShared();
      if (!shared) {
        navigate('start');
        notify('photo', messages.share.missing);
        return;
      }
      navigate('photo', { file: shared.file });
      if (shared.leftOut > 0) notify('photo', messages.share.leftOut(shared.leftOut));
    },
  };
}

export const share = defineFeature({
  name: 'share',
  initial: {},
  create: createShare,
  routes: [
    {
      name: 'shared',
      path: PATH,
      view: () => nothing,
      open: (actions) => actions.open(),
      passing: true,
    },
  ],
});

/** The person's lists: the stores that are visited, and the products that must be in stock. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { ListsController } from './controller.js';
import { listsView } from './lists-view.js';
import { NO_LISTS } from './state.js';

export const lists = defineFeature({
  name: 'lists',
  initial: NO_LISTS,
  create: (context) => new ListsController(context),
  routes: [
    {
      name: 'lists',
      path: '#/lists',
      view: listsView,
      open: (actions) => actions.open(),
      title: () => messages.lists.heading,
      notices: true,
    },
  ],
});

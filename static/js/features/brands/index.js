/** The person's list of brands: ours and others. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { brandsView, paintEntry, settingsEntry } from './brands-view.js';
import { BrandsController } from './controller.js';
import { NO_BRANDS } from './state.js';

export const brands = defineFeature({
  name: 'brands',
  initial: NO_BRANDS,
  create: (context) => new BrandsController(context),
  routes: [
    {
      name: 'brands',
      path: '#/brands',
      view: brandsView,
      open: (actions) => actions.open(),
      title: () => messages.brands.heading,
      notices: true,
    },
  ],
  sheets: [{ isOpen: ({ isOpen }) => isOpen, close: (actions) => actions.closeSheet() }],
  leave: (actions) => actions.leave(),
  slots: { settings: settingsEntry, 'paint-brands': paintEntry },
});

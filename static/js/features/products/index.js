/** The catalogue: the products that this device knows by name and by their looks. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { ProductsController } from './controller.js';
import { productView } from './product-view.js';
import { productsView, settingsEntry } from './products-view.js';
import { NO_PRODUCTS } from './state.js';

export const products = defineFeature({
  name: 'products',
  initial: NO_PRODUCTS,
  create: (context) => new ProductsController(context),
  routes: [
    {
      name: 'products',
      path: '#/products',
      view: productsView,
      open: (actions) => actions.open(),
      title: () => messages.catalogue.heading,
      notices: true,
    },
    {
      name: 'product',
      path: '#/products/:id',
      view: productView,
      open: (actions, { id }) => actions.openProduct(id ?? ''),
      id: ({ product }) => product?.id,
      title: ({ product }) => product?.fields.name || messages.catalogue.newTitle,
      notices: true,
    },
  ],
  sheets: [
    { isOpen: ({ barcode }) => barcode !== null, close: (actions) => actions.scanner.close() },
    { isOpen: ({ product }) => product?.isMerging ?? false, close: (actions) => actions.stopMerging() },
  ],
  leave: (actions, nextView) => actions.leave(nextView),
  slots: { settings: settingsEntry },
});

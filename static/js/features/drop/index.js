/** Photos and exports that are dropped on the page or pasted, as on a desk. It has no view of its own. */
import { defineFeature } from '../contract.js';
import { createDrop } from './controller.js';

export const drop = defineFeature({ name: 'drop', initial: {}, create: createDrop });

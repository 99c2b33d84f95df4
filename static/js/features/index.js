/** The features of the app. What they show in a slot stands in this order. */
import { audits } from './audits/index.js';
import { brands } from './brands/index.js';
import { drop } from './drop/index.js';
import { install } from './install/index.js';
import { lists } from './lists/index.js';
import { models } from './models/index.js';
import { products } from './products/index.js';
import { review } from './review/index.js';
import { scan } from './scan/index.js';
import { settings } from './settings/index.js';
import { share } from './share/index.js';
import { welcome } from './welcome/index.js';

export const features = [
  welcome,
  scan,
  review,
  audits,
  brands,
  products,
  lists,
  settings,
  models,
  install,
  share,
  drop,
];

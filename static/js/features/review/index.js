/** A counted photo and its correction. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { ReviewController } from './controller.js';
import { photoView } from './photo-view.js';
import { NO_PHOTO } from './state.js';

/** @typedef {import('./state.js').PhotoState} PhotoState */

const photo = {
  name: 'photo',
  view: photoView,
  /** @param {ReviewController} actions @param {import('../contract.js').RouteParams} params */
  open: (actions, params) => actions.open(params),
  /** @param {PhotoState} state */
  id: ({ id }) => id,
  title: () => messages.photo.heading,
  notices: ['photo'], // while a photo is shown, only notices about it
};

export const review = defineFeature({
  name: 'review',
  initial: NO_PHOTO,
  create: (context) => new ReviewController(context),
  leave: (actions) => actions.leave(),
  routes: [
    { ...photo, path: '#/photo', passing: true }, // not counted yet
    { ...photo, path: '#/photo/:id' },
  ],
  sheets: [
    { isOpen: ({ showsKeys }) => showsKeys, close: (actions) => actions.showKeys(false) },
    { isOpen: ({ review }) => Boolean(review?.panel), close: (actions) => actions.editor?.setPanel(null) },
    {
      isOpen: ({ review }) => Boolean(review?.checking),
      close: (actions) => actions.editor?.check.leave(),
    },
    {
      isOpen: ({ review }) => Boolean(review?.isAdding),
      close: (actions) => actions.editor?.setAdding(false),
    },
    {
      isOpen: ({ review }) => Boolean(review?.isFraming),
      close: (actions) => actions.editor?.setFraming(false),
    },
    {
      isOpen: ({ review }) => Boolean(review?.isMarking),
      close: (actions) => actions.editor?.setMarking(false),
    },
    {
      isOpen: ({ review }) => Boolean(review?.isPainting),
      close: (actions) => actions.editor?.setPainting(false),
    },
    {
      isOpen: ({ review }) => Boolean(review?.isGrouping),
      close: (actions) => actions.editor?.setGrouping(false),
    },
    { isOpen: ({ naming }) => Boolean(naming?.barcode), close: (actions) => actions.naming.scanner.close() },
    { isOpen: ({ naming }) => naming !== null, close: (actions) => actions.naming.close() },
    {
      isOpen: ({ review }) => Boolean(review?.isPinning),
      close: (actions) => actions.editor?.setPinning(false),
    },
  ],
});

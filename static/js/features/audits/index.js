/** Audits: photos of a store. The list of audits, the page of one audit, and the form for its details. */
import { messages } from '../../messages.js';
import { defineFeature } from '../contract.js';
import { auditView } from './audit-view.js';
import { AuditsController } from './controller.js';
import { photoEntry, photoNews, startCards, startEntry } from './entries.js';
import { formView } from './form-view.js';
import { gapName } from './gap-name.js';
import { listView } from './list-view.js';
import { reportView } from './report-view.js';
import { sideList } from './side-list.js';
import { noAudits } from './state.js';
import { visitStrip } from './visit-strip.js';

/** @typedef {import('./state.js').AuditsState} AuditsState */

const form = {
  name: 'audit-form',
  view: formView,
  passing: true,
  /** @param {AuditsController} actions @param {import('../contract.js').RouteParams} params */
  open: (actions, { id }) => actions.openForm(id),
  /** @param {AuditsState} state */
  id: ({ form, page }) => (form ? (form.isNew ? null : page?.audit.id) : undefined),
  /** @param {AuditsState} state */
  title: ({ form }) => (form?.isNew ? messages.audits.formNew : messages.audits.formEdit),
};

export const audits = defineFeature({
  name: 'audits',
  initial: noAudits,
  create: (context) => new AuditsController(context),
  leave: (actions, nextView) => actions.leave(nextView),
  restore: (actions, goElsewhere) => actions.restore(goElsewhere),
  routes: [
    {
      name: 'audits',
      path: '#/audits',
      view: listView,
      open: (actions) => actions.openList(),
      title: () => messages.audits.heading,
      notices: true,
    },
    { ...form, path: '#/audits/new' },
    { ...form, path: '#/audits/:id/edit' },
    {
      name: 'audit',
      path: '#/audits/:id',
      view: auditView,
      open: (actions, { id }) => actions.openAudit(id ?? ''),
      id: ({ page }) => page?.audit.id,
      title: ({ page }) => page?.audit.store || messages.audits.untitled,
      notices: true,
    },
    {
      name: 'report',
      path: '#/audits/:id/report',
      view: reportView,
      open: (actions, { id }) => actions.openReport(id ?? ''),
      id: ({ report }) => report?.id,
      title: ({ report }) => messages.report.title(report?.store || messages.audits.untitled),
      notices: true,
    },
  ],
  sheets: [
    { isOpen: ({ exporting }) => exporting !== null, close: (actions) => actions.exports.close() },
    { isOpen: ({ twice }) => twice !== null, close: (actions) => actions.twice.close() },
    { isOpen: ({ skipping }) => skipping !== null, close: (actions) => actions.checklist.stopAsking() },
    { isOpen: ({ finishing }) => finishing !== null, close: (actions) => actions.checklist.stopFinishing() },
    { isOpen: ({ stockOf }) => stockOf !== null, close: (actions) => actions.stock.close() },
    { isOpen: ({ naming }) => naming !== null, close: (actions) => actions.stock.stopNaming() },
    { isOpen: ({ moving }) => moving?.isChoosing === true, close: (actions) => actions.moves.stopChoosing() },
    { isOpen: ({ moving }) => moving !== null, close: (actions) => actions.moves.stop() },
    { isOpen: ({ selected }) => selected !== null, close: (actions) => actions.stopSelecting() },
  ],
  slots: {
    start: startEntry,
    'start-cards': startCards,
    live: visitStrip,
    gap: gapName,
    'photo-next': photoEntry,
    'photo-news': photoNews,
    'photo-side': sideList,
  },
  listens: {
    storageFailed: (actions, error) => actions.storageFailed(error),
    photoUnavailable: (actions, unavailable) => actions.photoUnavailable(unavailable),
    otherPhoto: (actions, direction) => actions.checking.step(direction),
    filesGiven: (actions, given) => actions.filesGiven(given),
  },
  hasUnsavedWork: ({ failure }) => failure !== '',
});

/**
 * What becomes of a change when another tab has changed the same audit meanwhile: nothing that a person typed or counted is
 * lost. Pure but for what is read of the transaction.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Changeable} Changeable
 * @typedef {import('./record.js').Details} Details
 * @typedef {import('./record.js').Shot} Shot
 */
import { mergeCategories } from './checklist.js';
import { categoriesOf, newAudit } from './record.js';
import { mergeStock } from './stock-check.js';

/** @type {readonly (keyof Details)[]} */
const FIELDS = ['store', 'place', 'note'];

/** @param {Details} record @returns {Details} */
export const detailsOf = ({ store, place, note }) => ({ store, place, note });

/**
 * Field by field: what the person has changed, and in the other fields what is stored by now.
 *
 * @param {Details} typed
 * @param {Details} before as the person found them
 * @param {Details} stored as they are now
 * @returns {Details}
 */
export function mergeDetails(typed, before, stored) {
  const merged = detailsOf(typed);
  for (const field of FIELDS) if (typed[field] === before[field]) merged[field] = stored[field];
  return merged;
}

/** @param {Audit} audit @returns {Changeable} */
export const changeableOf = ({ store, place, note, categories, finished, ...more }) => ({
  ...{ store, place, note, categories, stock: more.stock, storeId: more.storeId, address: more.address },
  ...{ who: more.who, where: more.where },
  ...(finished === undefined ? {} : { finished }),
});

/**
 * @param {Audit} audit as it is wanted
 * @param {Changeable} before as the person found it
 * @param {Audit} stored as it is now
 * @returns {Partial<Audit>} what of it is to be stored
 */
export function mergeChanges(audit, before, stored) {
  const finished = audit.finished === before.finished ? stored.finished : audit.finished;
  const isRenamed = audit.store !== before.store;
  const { storeId, address } = isRenamed ? audit : stored;
  return {
    ...mergeDetails(audit, before, stored),
    ...{ storeId, address },
    ...(audit.stock || stored.stock
      ? { stock: mergeStock(audit.stock ?? [], before.stock ?? [], stored.stock ?? []) }
      : {}),
    categories: mergeCategories(categoriesOf(audit), before.categories ?? [], categoriesOf(stored)),
    ...(finished === undefined ? {} : { finished }),
    ...changedFacts(audit, before, stored),
  };
}

/** Who and where: as it is wanted if that has changed, else as it is now. @type {typeof mergeChanges} */
function changedFacts(audit, before, stored) {
  const who = audit.who === before.who ? stored.who : audit.who;
  const isSamePlace = JSON.stringify(audit.where) === JSON.stringify(before.where);
  const where = isSamePlace ? stored.where : audit.where;
  return { ...(who === undefined ? {} : { who }), ...(where === undefined ? {} : { where }) };
}

/**
 * @param {Details} typed
 * @param {Details} before as the person found them
 * @param {Details} stored as they are now
 * @returns {Partial<Details>} What another tab has written into fields that the person has changed, too.
 */
export function conflictsOf(typed, before, stored) {
  const isOther = (/** @type {keyof Details} */ field) =>
    stored[field] !== before[field] && stored[field] !== typed[field] && typed[field] !== before[field];
  return Object.fromEntries(FIELDS.filter(isOther).map((field) => [field, stored[field]]));
}

/**
 * The audit that a photo is stored in. Where the one that it is being added to was deleted in another tab, a new one of the
 * same name takes it: what is added after a deletion must not go with it.
 *
 * @param {Shot} shot
 * @param {Shot | undefined} stored the same as it is stored now
 * @param {{ get: (id: string) => Promise<Audit | undefined> }} audits
 * @param {number} now milliseconds since 1970
 * @returns {Promise<{ audit: Audit | undefined, isNew: boolean }>} undefined: it belongs to none
 */
export async function auditFor({ auditId }, stored, audits, now) {
  if (auditId === null) return { audit: undefined, isNew: false };
  const wanted = await audits.get(auditId);
  const wasIn = stored?.auditId === auditId; // when it was deleted: it can be restored with it
  if (wasIn || wanted?.deleted === null) return { audit: wanted, isNew: false };
  const moved = stored?.auditId ? await audits.get(stored.auditId) : undefined;
  if (moved?.deleted === null) return { audit: moved, isNew: false };
  return {
    audit: newAudit(wanted ?? { store: '', place: '', note: '' }, now, wanted?.categories, wanted),
    isNew: true,
  };
}

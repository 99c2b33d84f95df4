/**
 * What the views of audits show. Only the controller changes it.
 *
 * @typedef {object} AuditCard a line of the list
 * @property {string} id
 * @property {string} store
 * @property {string} place
 * @property {number} created
 * @property {number} photos
 * @property {number} facings
 * @property {number} gaps
 * @property {string | null} cover URL of a thumbnail
 *
 * @typedef {object} ShotCard a photo on an audit's page
 * @property {string} id
 * @property {number} taken
 * @property {number} facings
 * @property {number} gaps
 * @property {boolean} corrected by a person
 * @property {string | null} thumbnail URL
 * @property {boolean} saved
 *
 * @typedef {{ audit: import('../../audits/record.js').Audit, shots: ShotCard[], facings: number, gaps: number }} AuditPage
 * @typedef {{ store: string, place: string, note: string }} Details
 *
 * @typedef {object} ExportState
 * @property {'working' | 'ready' | 'failed'} status
 * @property {number} done photos
 * @property {number} total photos
 * @property {number} bytes of the zip, when ready
 * @property {'zip' | 'loose' | 'none'} share what the phone's share sheet takes
 * @property {boolean} refused the browser has just said that it shares no zip files
 * @property {boolean} saved
 * @property {string} problem code for messages.audits.problem, when failed
 *
 * @typedef {object} AuditsState
 * @property {AuditCard[] | null} list null until it was read
 * @property {string[] | null} selected ids, while audits are being selected
 * @property {AuditPage | null} page the audit whose page is open
 * @property {{ details: Details, isNew: boolean, addsPhoto: boolean, stores: string[], missing: boolean } | null} form
 *   `stores` are known names to choose from; `missing`: the store has no name yet
 * @property {{ id: string, store: string, photos: number, facings: number } | null} current photos are added to it
 * @property {{ id: string, store: string | null } | null} photo the one under review; `store` is that of its audit,
 *   null: in none
 * @property {ExportState | null} exporting
 * @property {boolean} importing
 * @property {string} undo what was deleted and can be brought back, in words
 * @property {number} unsaved photos that are only in memory
 * @property {string} failure code for messages.audits.problem: why the newest changes are not saved
 * @property {string} problem code for messages.audits.problem: why the last thing that was asked for did not work
 * @property {string} notice how the last thing that was asked for went, in words
 * @property {import('../../audits/storage.js').Space | null} space
 */

/** @type {AuditsState} */
export const noAudits = {
  list: null,
  selected: null,
  page: null,
  form: null,
  current: null,
  photo: null,
  exporting: null,
  importing: false,
  undo: '',
  unsaved: 0,
  failure: '',
  problem: '',
  notice: '',
  space: null,
};

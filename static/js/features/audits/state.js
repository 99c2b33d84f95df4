/**
 * State of the views of audits. Only the controller changes it.
 *
 * @typedef {object} AuditCard an entry of the list
 * @property {string} id
 * @property {string} store
 * @property {string} place
 * @property {number} created
 * @property {number} photos
 * @property {number} products
 * @property {string | null} cover URL of a thumbnail
 * @property {boolean} isOpen whether the visit was begun and not finished
 *
 * @typedef {object} ShotCard a photo on an audit's page
 * @property {string} id
 * @property {number} taken
 * @property {number} products
 * @property {import('../../photo/range.js').Range | null} range that probably holds their true number; null: it is the number,
 *   or nobody knows
 * @property {number} facings
 * @property {number} missing gaps in which a product is missing, as a person said
 * @property {number} unchecked gaps that nobody has judged
 * @property {string | null} categoryId
 * @property {'waiting' | 'failed' | null} uncounted whether it waits to be counted, or could not be; null: it was
 * @property {{ number: number, isSame: boolean } | null} again the photo of the visit, by its number, that shows the same or a part
 *   of it, as long as nobody has said what counts
 * @property {boolean} corrected whether a person corrected its count
 * @property {string | null} thumbnail URL
 * @property {boolean} saved
 *
 * @typedef {import('../../products/share.js').ProductShare} ProductShare
 *
 * @typedef {object} AuditPage its numbers are the sums of its photos'
 * @property {import('../../audits/record.js').Audit} audit
 * @property {ShotCard[]} shots
 * @property {CategoryCard[]} categories
 * @property {import('../../brands/share.js').Share} share of shelf, on the photos that are counted
 * @property {ProductShare | null} byProduct the same by product; null: no product is named on any photo
 * @property {string[]} offered names of categories with which it could begin
 * @property {import('../../audits/stock-seen.js').SeenItem[]} stock what must be in stock
 * @property {{ name: string, brand: string, category: string, by: import('../../audits/stock-seen.js').Shown['by'] }[]} soldOut what
 *   is missing, by name, and who says so
 * @property {number} uncounted photos that are not counted yet
 * @property {number} products
 * @property {import('../../photo/range.js').Range | null} range of all of them together, see ShotCard
 * @property {number} facings
 * @property {number} missing
 * @property {number} unchecked
 *
 * @typedef {import('../../audits/checklist.js').Category & { photos: number, products: number,
 *   uncounted: number, missing: number, unchecked: number, share: import('../../brands/share.js').Share, byProduct: ProductShare | null }} CategoryCard a category of a visit, with the sums of its photos
 *
 * @typedef {object} CurrentVisit the visit to which new photos are added
 * @property {string} id
 * @property {string} store
 * @property {number} photos
 * @property {number} products on those that were counted
 * @property {number} uncounted photos that are not counted yet
 * @property {{ id: string, name: string } | null} category where the person is; null: in none
 * @property {{ id: string, name: string } | null} next the one to be done after it
 * @property {StripPhoto[]} strip its newest photos, the newest last
 *
 * @typedef {object} StripPhoto
 * @property {string} id
 * @property {number} number in the visit, from 1
 * @property {number} products
 * @property {'waiting' | 'failed' | null} uncounted see ShotCard
 * @property {string | null} thumbnail URL
 *
 * @typedef {import('../../audits/record.js').Details} Details
 *
 * @typedef {object} FormState
 * @property {Details} details as typed
 * @property {Details} before as they were stored when the person began to type
 * @property {Partial<Details>} others what another tab has written meanwhile into fields that were changed here, too
 * @property {boolean} isNew
 * @property {boolean} addsPhoto
 * @property {string[]} stores known names to choose from
 * @property {boolean} missing the name of the store was left empty
 * @property {import('./store-picker.js').PickerState | null} picker of a new audit: the stores to choose from
 *
 * @typedef {object} ExportState
 * @property {'working' | 'ready' | 'failed'} status
 * @property {number} done photos
 * @property {number} total photos
 * @property {number} bytes of the zip, when ready
 * @property {number} undrawn photos that are in it without boxes
 * @property {import('../../languages/photo-names.js').NamedPhotos[]} missing photos that are not in it
 * @property {'zip' | 'zips' | 'loose' | 'none'} share what this browser can share: the zip, the zip in parts, the tables and
 *   photos for people, or nothing
 * @property {number} part that is shared next, from 1
 * @property {number} parts
 * @property {boolean} refused the browser refused to share what was offered first
 * @property {boolean} saved
 * @property {string} problem code for messages.audits.problem, when failed
 *
 * @typedef {object} ComparedPhoto
 * @property {number} number in the audit
 * @property {number} products
 * @property {string | null} picture URL; null: it has none
 * @property {import('../../geometry/boxes.js').Box[]} regions that another photo shows, too, parts of the width and height
 *
 * @typedef {object} TwiceState a photo that is to be added shows what photos of the audit show already
 * @property {boolean} isSame whether it looks like one of them; otherwise they have a part in common
 * @property {number} fresh number of its products that are on none of them
 * @property {ComparedPhoto} photo the new one
 * @property {ComparedPhoto[]} others one or two; the one with the most in common first
 *
 * @typedef {{ auditId: string, category: string, items: import('../../audits/stock-check.js').CheckedItem[] }} Naming
 * @typedef {{ id: string, store: string, created: number, categories: { id: string, name: string }[] }} MoveTarget
 *
 * @typedef {object} AuditsState
 * @property {AuditCard[] | null} list null until it is read
 * @property {string[] | null} selected ids; null: not in selection mode
 * @property {AuditPage | null} page the audit whose page is open
 * @property {FormState | null} form
 * @property {CurrentVisit | null} current
 * @property {{ id: string, store: string, created: number } | null} unfinished an open visit of another day, of which the
 *   person is asked
 * @property {{ id: string, name: string } | null} skipping the category of which the person is asked why it is skipped
 * @property {{ open: string[], uncounted: number, twice: number, unchecked: number, photos: number, unlooked: number } | null} finishing what is still open in
 *   the visit that the person wants to finish
 * @property {boolean} hasStock whether there is a list of what must be in stock
 * @property {string | null} stockOf name of the category of which the must-stock products are shown; null: of none
 * @property {Naming | null} naming the products of which one is missing in the selected gap of the photo under review
 * @property {{ picked: string[], isChoosing: boolean, visits: MoveTarget[] } | null} moving photos that are to be moved, and
 *   whether it is being chosen where to; null: not in selection mode
 * @property {string[] | null} checked ids of the photos that the person has gone through, the least sure first; null: they are
 *   not being gone through
 * @property {{ id: string, store: string | null, saved: boolean } | null} photo the photo under review; `store`: the store
 *   of its audit, null: it belongs to no audit; `saved`: it is stored there
 * @property {TwiceState | null} twice the question that is open before the photo under review is added
 * @property {ExportState | null} exporting
 * @property {import('./report-controller.js').ReportState | null} report that is open
 * @property {{ done: number, total: number } | null} importing photos of the import that is under way
 * @property {{ store: string, done: number, total: number }[]} cutOff audits of which an import was cut off, and the photos
 *   that are here
 * @property {string} undo text that says what was deleted and can be restored; empty: nothing
 * @property {number} unsaved photos that are only in memory
 * @property {string} failure code for messages.audits.problem: why the latest changes are not saved
 * @property {string} problem code for messages.audits.problem: why the last action failed
 * @property {string} notice text with the result of the last action
 * @property {import('../../audits/storage.js').Space | null} space
 */

/** @type {AuditsState} */
export const noAudits = {
  list: null,
  selected: null,
  page: null,
  form: null,
  current: null,
  unfinished: null,
  skipping: null,
  finishing: null,
  hasStock: false,
  stockOf: null,
  naming: null,
  moving: null,
  checked: null,
  photo: null,
  twice: null,
  exporting: null,
  report: null,
  importing: null,
  cutOff: [],
  undo: '',
  unsaved: 0,
  failure: '',
  problem: '',
  notice: '',
  space: null,
};

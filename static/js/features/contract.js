/**
 * The contract between features and the shell; this module contains only types. features/index.js lists the features, and
 * docs/architecture.md shows step by step how to add one.
 *
 * @typedef {import('../detector/service.js').DetectorState} DetectorState
 * @typedef {import('../detector/service.js').ServiceNews} DetectorNews
 *
 * @typedef {object} Services shared by all features; each is the only owner of its subject
 * @property {import('../detector/service.js').DetectorService} detector
 * @property {import('../looks/service.js').LooksService} looks what products look like
 * @property {import('../photo/session.js').PhotoSession} photo the photo under review, from the shutter to storage
 * @property {import('../settings/service.js').SettingsService} settings
 * @property {import('../offline/service.js').OfflineService} offline
 * @property {import('../audits/archive.js').AuditArchive} archive
 * @property {import('../brands/service.js').BrandService} brands the person's list of them
 * @property {import('../products/service.js').ProductService} products the catalogue: what a person has named
 * @property {import('../audits/recognition.js').Recognition} recognition names facings by their looks
 * @property {import('../audits/burst.js').Burst} burst the photos of an open visit, on their way to be counted
 *
 * @typedef {object} Events let features notify each other without importing each other
 * @property {number} counted number of facings in a photo or frame that was counted
 * @property {DetectorNews} detectorNews
 * @property {unknown} storageFailed the error that kept a photo from being stored
 * @property {{ code: string, isShown: boolean }} photoUnavailable a stored photo cannot be opened; `code` is for
 *   messages.audits.problem. A feature that says so in the view that is open sets `isShown`, and that view stays.
 * @property {1 | -1} otherPhoto the photo after or before the one under review is wanted
 * @property {{ photos: Blob[], exports: File[], isTaken: boolean }} filesGiven dropped on the page, or pasted. A feature that
 *   takes them in the view that is open sets `isTaken`; else the first photo is opened
 *
 * @typedef {object} RouteParams
 * @property {string | null} [id] from the address
 * @property {boolean} [byTap] false: opened by its address; some browsers open the camera only after a tap
 * @property {string} [product] id of one that is to be found on the camera's picture
 * @property {Blob} [file] a photo to be counted
 * @property {boolean} [fromCamera] `file` was taken with this page's camera
 * @property {import('../geometry/part.js').Part | null} [region] the part of `file` that alone counts; null: everything counts
 * @property {import('../photo/open-photo.js').OpenPhoto} [photo] a photo that was counted earlier
 *
 * @typedef {(view: string, params?: RouteParams) => unknown} Navigate opens a view by its name and leaves the current one
 *
 * @typedef {object} Page what a view gets besides its own slice of the state
 * @property {DetectorState} detector
 * @property {import('../settings/settings.js').Settings} settings
 * @property {import('../offline/service.js').OfflineState} offline
 * @property {boolean} isOfflineReady whether everything that is needed without a network is on this device
 * @property {'detector' | 'page' | null} missing what is missing for lack of a network
 * @property {boolean} hasUnsavedWork whether a reload would lose something that is only in memory
 * @property {string} version of the page
 * @property {Navigate} navigate
 * @property {(name: string, details?: any) => unknown[]} slot what features show in the slot of that name, empty if none
 *   shows anything; `details` are passed to them
 */

/**
 * @template State
 * @typedef {object} Context passed to a feature's `create`
 * @property {Services} services
 * @property {() => State} state the current slice of the feature
 * @property {(change: Partial<State>) => void} update changes the slice; several changes in one task are drawn once
 * @property {(view: string, options?: { over?: boolean }) => void} show shows one of the feature's own views once its
 *   slice is ready. All features `leave` first, unless the view is shown `over` the current one
 * @property {Navigate} navigate
 * @property {() => string} currentView name of the open view
 * @property {(text: string) => void} announce to screen readers
 * @property {(subject: string, text: string) => void} notify shows a notice, as soon as the open view allows it
 * @property {<Name extends keyof Events>(name: Name, value: Events[Name]) => void} publish
 * @property {(error: unknown, retry: () => void) => void} showProblem opens the problem view
 * @property {(error: unknown) => void} report logs an error to the console
 */

/**
 * @template State
 * @template Actions
 * @typedef {object} Route
 * @property {string} name of the view; several routes may lead to one
 * @property {string | null} path part of the URL after the `#`, with `:id` for one variable part; null: the view has no
 *   address and takes the place of the previous view in the history
 * @property {(state: State, actions: Actions, page: Page) => unknown} view
 * @property {(actions: Actions, params: RouteParams) => unknown} open opens the view, or the nearest possible one; awaited
 * @property {(state: State) => string | null | undefined} [id] the value of `:id`; undefined: it is not known yet, and
 *   the address stays as it is
 * @property {(state: State) => string} [title] title of the browser's tab, before the app's name
 * @property {(hash: string) => boolean} [opensFirst] whether the page starts with this view
 * @property {boolean} [passing] Back skips the view after it led to another one
 * @property {string[] | boolean} [notices] whether the view allows notices: all of them, or those on these subjects
 */

/**
 * @template State
 * @template Actions
 * @typedef {object} Sheet opens over a view; Back closes it first
 * @property {(state: State) => boolean} isOpen
 * @property {(actions: Actions) => void} close
 */

/**
 * @template State
 * @template Actions
 * @typedef {object} Feature
 * @property {string} name of its slice of the state
 * @property {State} initial
 * @property {(context: Context<State>) => Actions} create creates the controller, which alone changes the slice and whose
 *   methods the views call; called once, at boot
 * @property {(actions: Actions, nextView: string) => void} [leave] called before another view is shown; closes what is open
 * @property {(actions: Actions, goElsewhere: (() => Promise<void>) | null) => Promise<void>} [restore] called when the
 *   page starts: reopens the view where the person was, or calls `goElsewhere` to open the address instead
 * @property {Route<State, Actions>[]} [routes]
 * @property {Sheet<State, Actions>[]} [sheets]
 * @property {Record<string, (state: State, actions: Actions, page: Page, details: any) => unknown>} [slots] content for slots in
 *   other features' views, by the name of the slot
 * @property {{ [Name in keyof Events]?: (actions: Actions, value: Events[Name]) => void }} [listens]
 * @property {(state: State) => boolean} [hasUnsavedWork]
 */

/** A feature of any kind, as the shell's list holds it. @typedef {Feature<any, any>} AnyFeature */

/**
 * Lets tsc check a feature and infer the types of its slice and its controller.
 *
 * @template State
 * @template Actions
 * @param {Feature<State, Actions>} feature
 * @returns {Feature<State, Actions>}
 */
export const defineFeature = (feature) => feature;

/**
 * What a feature hands to the shell, and what it gets in return. Types alone: features/index.js lists the features, and
 * docs/architecture.md adds one, step by step.
 *
 * @typedef {import('../detector/service.js').DetectorState} DetectorState
 * @typedef {import('../detector/service.js').ServiceNews} DetectorNews
 *
 * @typedef {object} Services what features share; each is the one owner of its subject
 * @property {import('../detector/service.js').DetectorService} detector
 * @property {import('../photo/session.js').PhotoSession} photo the photo under review, from the shutter to storage
 * @property {import('../settings/service.js').SettingsService} settings
 * @property {import('../offline/service.js').OfflineService} offline
 * @property {import('../audits/archive.js').AuditArchive} archive
 *
 * @typedef {object} Events what features tell each other without knowing each other
 * @property {number} counted a photo or a frame was counted: how many facings
 * @property {DetectorNews} detectorNews
 * @property {unknown} storageFailed why a photo could not be stored
 *
 * @typedef {object} RouteParams
 * @property {string | null} [id] from the address
 * @property {boolean} [byTap] false: the address asks for it; some browsers open the camera after a tap only
 * @property {Blob} [file] a photo to be counted
 * @property {boolean} [fromCamera] `file` was taken with this page's camera
 * @property {import('../photo/session.js').OpenPhoto} [photo] one that was counted before
 *
 * @typedef {(view: string, params?: RouteParams) => unknown} Navigate opens a view by its name, leaving the one that is open
 *
 * @typedef {object} Page what a view may show beside its own slice of the state, and where it may lead
 * @property {DetectorState} detector
 * @property {import('../settings/settings.js').Settings} settings
 * @property {import('../offline/service.js').OfflineState} offline
 * @property {boolean} isOfflineReady everything that is needed without a network is on this device
 * @property {'detector' | 'page' | null} missing what cannot be had for lack of a network
 * @property {boolean} hasUnsavedWork something is in memory alone, which a reload would lose
 * @property {string} version of the page
 * @property {Navigate} navigate
 * @property {(name: string, details?: any) => unknown[]} slot what features show in the slot of that name, empty where
 *   none shows anything; `details` are for them
 */

/**
 * @template State
 * @typedef {object} Context what a feature's `create` gets
 * @property {Services} services
 * @property {() => State} state the feature's slice, as it is now
 * @property {(change: Partial<State>) => void} update changes the slice; the page is drawn once for all changes of a task
 * @property {(view: string, options?: { over?: boolean }) => void} show one of the feature's own views, now that its slice
 *   is ready; all features are told to leave what they have open, unless it is shown `over` that
 * @property {Navigate} navigate
 * @property {() => string} currentView name of the view that is shown
 * @property {(text: string) => void} announce to screen readers
 * @property {(subject: string, text: string) => void} notify passing news, shown where there is room for it
 * @property {<Name extends keyof Events>(name: Name, value: Events[Name]) => void} publish
 * @property {(error: unknown, retry: () => void) => void} showProblem leaves everything and says what went wrong
 * @property {(error: unknown) => void} report for the console, and so for a bug report
 */

/**
 * @template State
 * @template Actions
 * @typedef {object} Route
 * @property {string} name of the view; several routes may lead to one
 * @property {string | null} path part of the URL after the `#`, `:id` for any one part; null: the view has no address and
 *   stands in the history where the one before it stood
 * @property {(state: State, actions: Actions, page: Page) => unknown} view
 * @property {(actions: Actions, params: RouteParams) => unknown} open shows the view, or what comes nearest; awaited
 * @property {(state: State) => string | null | undefined} [id] what `:id` is now; undefined: the view is between two
 *   states, and the address stays as it is
 * @property {(state: State) => string} [title] in the browser's tab and history, before the app's name
 * @property {(hash: string) => boolean} [opensFirst] the page opens with this view, before anything else
 * @property {boolean} [passing] Back does not lead to it once it has led on
 * @property {string[] | boolean} [notices] passing news has room here: all of it, or of these subjects
 */

/**
 * @template State
 * @template Actions
 * @typedef {object} Sheet what opens over a view; Back closes it first
 * @property {(state: State) => boolean} isOpen
 * @property {(actions: Actions) => void} close
 */

/**
 * @template State
 * @template Actions
 * @typedef {object} Feature
 * @property {string} name of its slice of the state
 * @property {State} initial
 * @property {(context: Context<State>) => Actions} create its controller, the only one that changes the slice and whose
 *   methods the views call; called once, at boot
 * @property {(actions: Actions, nextView: string) => void} [leave] another view is about to be shown: lets go of what is open
 * @property {(actions: Actions, goElsewhere: (() => Promise<void>) | null) => Promise<void>} [restore] at the start of the
 *   page: goes back to where the person was, or to where the address asks to go instead
 * @property {Route<State, Actions>[]} [routes]
 * @property {Sheet<State, Actions>[]} [sheets]
 * @property {Record<string, (state: State, actions: Actions, page: Page, details: any) => unknown>} [slots] what it shows in other
 *   features' views, by the name of the slot
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

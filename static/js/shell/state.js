import { noAudits } from '../features/audits/state.js';
import { NO_SCAN } from '../features/scan/state.js';
import { NO_MODELS } from '../features/models/state.js';
import { NO_SCAN } from '../features/scan/state.js';
import { NO_SETTINGS } from '../features/settings/state.js';

/**
 * The one state of the page. Views are functions of it; only main.js changes it.
 *
 * @typedef {{ width: number, height: number }} Size
 *
 * @typedef {object} ModelState
 * @property {'loading' | 'ready' | 'failed'} status
 * @property {import('../detector/protocol.js').Progress | null} progress while loading
 * @property {string | null} problem code for messages.problemText, when failed
 * @property {string} backend what it runs on, when ready
 * @property {boolean} kept on this device, so that no network is needed any more
 * @property {import('../models/card.js').ModelCard | null} card of the one in use; null until one was ready
 *
 * @typedef {import('../features/scan/state.js').ScanState & { elements: Node[] }} LiveState `elements`: picture and boxes
 *
 * @typedef {object} PhotoState
 * @property {Node[]} elements picture and boxes
 * @property {Size | null} picture null until it is decoded
 * @property {boolean} fromCamera so that there is a way back to it
 * @property {number | null} count null while counting
 * @property {import('../features/review/photo-review.js').ReviewState | null} review null while counting
 *
 * @typedef {object} State
 * @property {'welcome' | 'start' | 'live' | 'photo' | 'problem' | 'audits' | 'audit' | 'audit-form' | 'settings'
 *   | 'models'} view
 * @property {number} welcomeStep which of the welcome screens is shown, from 0
 * @property {ModelState} model
 * @property {'pending' | 'kept' | 'failed'} shell whether the page itself is on this device
 * @property {boolean} isOnline false: there is no network; true: the browser believes that there is
 * @property {import('../features/install/install.js').InstallState} install
 * @property {boolean} updateWaiting a new version of the page waits for the person's word
 * @property {LiveState} live
 * @property {PhotoState} photo
 * @property {import('../features/audits/state.js').AuditsState} audits
 * @property {import('../features/settings/state.js').SettingsState} settings
 * @property {import('../features/models/state.js').ModelsState} models
 * @property {string} problem code for messages.problemText, in the problem view
 * @property {() => void} retry what "Try again" does, in the problem view
 * @property {string} notice passing news: one line, or nothing
 * @property {string} announcement for screen readers
 */

/**
 * What a person can ask for; main.js does it.
 * @typedef {object} Actions
 * @property {() => void} startCamera
 * @property {() => void} takePhoto
 * @property {() => void} togglePause
 * @property {(isOn: boolean) => void} setTorch
 * @property {(id: string) => void} chooseLens
 * @property {(factor: number) => void} setZoom
 * @property {() => void} toggleBay
 * @property {() => void} clearMarks
 * @property {(file: Blob) => void} choosePhoto
 * @property {() => void} trySample
 * @property {(command: import('../features/review/photo-review.js').ReviewCommand) => void} correct the photo under review
 * @property {() => void} retryModel
 * @property {() => void} goToStart
 * @property {import('../features/audits/actions.js').AuditActions} audits
 * @property {import('../features/settings/controller.js').SettingsDesk} settings
 * @property {import('../features/models/controller.js').ModelDesk} models
 * @property {() => void} applyUpdate
 * @property {import('../features/welcome/actions.js').WelcomeActions} welcome
 * @property {import('../features/install/install.js').InstallActions} install
 */

/** @type {LiveState} */
export const noLive = { ...NO_SCAN, elements: [] };
/** @type {PhotoState} */
export const noPhoto = { elements: [], picture: null, fromCamera: false, count: null, review: null };
/** @type {ModelState} */
export const modelLoading = {
  status: 'loading',
  progress: null,
  problem: null,
  backend: '',
  kept: false,
  card: null,
};

/** @type {State} */
export const initialState = {
  view: 'start',
  welcomeStep: 0,
  model: modelLoading,
  shell: 'pending',
  isOnline: true,
  install: NO_INSTALL,
  updateWaiting: false,
  live: noLive,
  photo: noPhoto,
  audits: noAudits,
  settings: NO_SETTINGS,
  models: NO_MODELS,
  problem: '',
  retry: () => {},
  notice: '',
  announcement: '',
};

/** @param {State} state @returns {boolean} everything that is needed without a network is on this device */
export const isOfflineReady = ({ shell, model }) =>
  shell === 'kept' && model.status === 'ready' && model.kept;

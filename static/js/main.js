/**
 * The page: one state, drawn by views, changed here. This module knows every part; no part knows this module.
 */
import { html, render } from '../vendor/lit.js';
import { auditActions } from './audits/actions.js';
import { auditView } from './audits/audit-view.js';
import { AuditDesk } from './audits/desk.js';
import { formView } from './audits/form-view.js';
import { listView } from './audits/list-view.js';
import { CameraError } from './camera/problems.js';
import { DetectorClient } from './detector/client.js';
import { DetectorError } from './detector/errors.js';
import { messages } from './messages.js';
import { ModelDesk } from './models/desk.js';
import { modelsView } from './models/models-view.js';
import { problemHere } from './offline/browsers.js';
import { InstallDesk } from './offline/install.js';
import { lacksDetector, watchNetwork } from './offline/network.js';
import { OfflineError, registerShell } from './offline/registration.js';
import { PhotoReview } from './review/photo-review.js';
import { photoView } from './review/photo-view.js';
import { PictureError } from './review/picture.js';
import { scoreFloor, shotOf } from './review/shot.js';
import { LiveScan } from './scan/live-scan.js';
import { LiveSize } from './scan/live-size.js';
import { liveView } from './scan/live-view.js';
import { photoSideOf, thresholdOf } from './settings/counting.js';
import { SettingsDesk } from './settings/desk.js';
import { settingsView } from './settings/settings-view.js';
import { applyTheme, paintBrowserBar } from './settings/theme.js';
import { clearShared, takeShared } from './share/inbox.js';
import { addressFor } from './ui/address.js';
import { Notices } from './ui/notices.js';
import { quietNotice } from './ui/parts.js';
import { problemView } from './ui/problem-view.js';
import { Router } from './ui/router.js';
import { closeSheets, hasSheet } from './ui/sheets.js';
import { startView } from './ui/start-view.js';
import { initialState, isOfflineReady, modelLoading, noLive, noPhoto } from './ui/state.js';
import { Store } from './ui/store.js';
import { titleOf } from './ui/titles.js';
import { allowVibration, vibrate } from './ui/vibration.js';
import { isFirstVisit, welcomeActions } from './welcome/actions.js';
import { welcomeView } from './welcome/welcome-view.js';

/** @typedef {import('./ui/state.js').State} State */
/** @typedef {import('./models/card.js').ModelCard} ModelCard */

const SAMPLE_PICTURE = new URL('../img/sample-shelf.jpg', import.meta.url);
/** Views with room for passing news, which would be in the way elsewhere. */
const WITH_NOTICES = new Set(['start', 'live', 'audits', 'audit', 'settings', 'models']);
const CAPTURE_VIBRATION_MS = 15;

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
const views = {
  welcome: welcomeView,
  start: startView,
  live: liveView,
  photo: photoView,
  problem: problemView,
  audits: listView,
  audit: auditView,
  'audit-form': formView,
  settings: settingsView,
  models: modelsView,
};

const audits = new AuditDesk({
  show: (state) => store.update({ audits: state }),
  go: (view) => {
    leave();
    store.update({ view });
  },
  askForDetails: () => store.update({ view: 'audit-form' }),
  backToPhoto: () => store.update({ view: 'photo' }),
  review: openShot,
  readCard: () => detector.card,
  announce: (announcement) => store.update({ announcement }),
  report: (error) => reportError(error),
});

const settings = new SettingsDesk({
  version: document.querySelector('meta[name=application-version]')?.getAttribute('content') ?? '',
  show: (state) => store.update({ settings: state }),
  go: () => {
    leave();
    store.update({ view: 'settings' });
  },
  announce: (announcement) => store.update({ announcement }),
  reload: () => location.reload(),
  effects: { theme: applyTheme, vibrates: allowVibration, backend: () => loadDetector() },
});

const models = new ModelDesk({
  show: (state) => store.update({ models: state }),
  go: () => {
    leave();
    store.update({ view: 'models' });
  },
  use: (card) => loadDetector(card),
  remove: (name) => detector.remove(name),
  announce: (announcement) => store.update({ announcement }),
  report: (error) => reportError(error),
});

/** @type {import('./ui/state.js').Actions} */
const actions = {
  startCamera: () => startCamera(),
  takePhoto,
  togglePause: () => scan?.togglePause(),
  setTorch: (isOn) => scan?.camera.setTorch(isOn),
  chooseLens: (id) => scan?.chooseLens(id),
  setZoom: (factor) => scan?.camera.setZoom(factor),
  toggleBay: () => scan?.toggleBay(),
  clearMarks: () => scan?.clearMarks(),
  choosePhoto: (file) => openPhoto(file, { fromCamera: false }),
  trySample,
  correct: (command) => review?.handle(command),
  retryModel: () => loadDetector(),
  goToStart,
  settings,
  models,
  audits: auditActions(audits, {
    startCamera,
    choosePhoto: (file) => openPhoto(file, { fromCamera: false }),
  }),
  applyUpdate: async () => (await shell)?.applyUpdate(),
  welcome: welcomeActions({
    show: (welcomeStep) => store.update({ view: 'welcome', welcomeStep }),
    leave: goToStart,
    announce: (announcement) => store.update({ announcement }),
  }),
  install: {
    install: () => install.install(),
    decline: () => install.decline(),
    finish: () => install.finish(),
    closeSteps: () => install.closeSteps(),
  },
};

const firstView = isFirstVisit(location.hash) ? 'welcome' : 'start';
const store = new Store({ ...initialState, view: firstView, isOnline: navigator.onLine }, draw);
const detector = new DetectorClient({
  onProgress: (progress) => {
    // It also comes when the detector starts again on another backend in the middle of a scan: tellNews tells that.
    const { model } = store.state;
    if (model.status === 'loading') store.update({ model: { ...model, progress } });
  },
  onNews: tellNews,
});

/**
 * What the addresses of ui/address.js open.
 * @type {Partial<Record<import('./ui/address.js').View, (id: string | null) => unknown>>}
 */
const open = {
  start: goToStart,
  welcome: () => actions.welcome.open(),
  live: () => startCamera({ byTap: false }),
  photo: openStoredPhoto,
  audits: () => audits.openList(),
  audit: (id) => audits.openAudit(id ?? ''),
  'audit-form': (id) => (id === null ? audits.newAudit() : audits.openForm(id)),
  settings: () => settings.open(),
  models: () => models.open(),
  shared: openShared,
};
const router = new Router({
  address: () => addressFor(store.state),
  hasSheet: () => hasSheet(store.state),
  closeSheets: () => closeSheets(store.state, actions),
  open: ({ view, id }) => (open[view] ?? goToStart)(id),
});

/** @type {Promise<unknown>} */
let newestLoad;
/** That there is a detector to count with. @type {Promise<void>} */
let detectorReady;
/** @type {LiveScan | null} */
let scan = null;
/** @type {PhotoReview | null} */
let review = null;
const notices = new Notices({
  show: (notice) => store.update({ notice }),
  // Over a photo, only news of that photo.
  hasRoom: (subject) =>
    WITH_NOTICES.has(store.state.view) || (store.state.view === 'photo' && subject === 'photo'),
});
const liveSize = new LiveSize();
const install = new InstallDesk((state) => store.update({ install: state }));

settings.restore();
applyTheme(settings.values.theme);
allowVibration(settings.values.vibrates);
loadDetector();
let shell = keepShell();
install.watch();
watchNetwork({
  onChange: (isOnline) => store.update({ isOnline }),
  resume: fetchWhatIsMissing,
  isReady: () => isOfflineReady(store.state),
  tell: (word) => notices.tell('network', messages.network[word]),
});
audits.restore(router.isAsked ? () => router.open() : null);
root.replaceChildren(); // the shell's first paint
draw(store.state);
if (router.route.view !== 'shared') clearShared();
// So that no camera stays on behind the Back button; the router opens it again when the person comes back.
addEventListener('pagehide', () => {
  if (!scan) return;
  closeView();
  store.update({ view: 'start' });
});

/** @param {State} state */
function draw(state) {
  const announcer = html`<p class="visually-hidden" role="status" data-testid="announcer">${state.announcement}</p>`;
  render(html`${views[state.view](state, actions)}${quietNotice(state.notice)}${announcer}`, root);
  const { dataset } = document.body;
  const viewChanged = dataset.view !== state.view;
  dataset.view = state.view;
  dataset.model = state.model.status;
  dataset.offline = isOfflineReady(state) ? 'ready' : 'pending';
  if (viewChanged) {
    notices.settle();
    paintBrowserBar();
    /** @type {HTMLElement | null} */ (root.querySelector('[data-focus]'))?.focus();
  }
  router.follow();
  const title = titleOf(state);
  if (document.title !== title) document.title = title;
}

/** Without it the page works too, but only with a network; then there is no shell to update. */
async function keepShell() {
  const onFailed = () => {
    // What failed otherwise is an update: the page that is kept stays.
    if (store.state.shell === 'pending') store.update({ shell: 'failed' });
  };
  try {
    return await registerShell({
      onCached: () => store.update({ shell: 'kept' }),
      onUpdateWaiting: () => store.update({ updateWaiting: true }),
      onFailed,
    });
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    onFailed();
    return null;
  }
}

/**
 * Makes the detector ready, in the way that the person has chosen. One that was ready before goes on when that fails.
 * @param {ModelCard | null} [card] without it, the one that was used last
 * @returns {Promise<void>}
 */
function loadDetector(card = null) {
  const wanted = settings.values.backend;
  store.update({ model: { ...store.state.model, status: 'loading', progress: null, problem: null } });
  const load = detector.load({ backend: wanted === 'auto' ? null : wanted, card });
  newestLoad = load;
  const loading = load.then(
    (ready) => {
      if (load !== newestLoad) return; // another one was asked for since
      showDetector({ kept: ready.offline });
      if (wanted === 'auto' || ready.backend === wanted) return;
      settings.set('backend', 'auto');
      notices.tell('backend', messages.settings.backendFailed);
    },
    (error) => {
      if (load === newestLoad) {
        if (detector.card) showDetector({});
        else store.update({ model: { ...modelLoading, status: 'failed', problem: problemOf(error) } });
      }
      throw error;
    },
  );
  detectorReady = loading.catch((error) => {
    if (!detector.card) throw error;
  });
  detectorReady.catch(() => {}); // the state tells it, and whoever awaits the detector is told too
  return loading;
}

/** It is ready. @param {{ kept?: boolean }} change */
function showDetector(change) {
  const { card, backend } = detector;
  store.update({
    model: { ...store.state.model, status: 'ready', card, backend: backend ?? '', ...change },
  });
}

/** There is a network again. @returns {boolean} the detector is being fetched anew */
function fetchWhatIsMissing() {
  if (store.state.shell === 'failed') shell = keepShell();
  if (!lacksDetector(store.state)) return false;
  loadDetector();
  return true;
}

/** @returns {Promise<void>} the detector is ready; tries anew when it failed before */
function whenDetectorReady() {
  return store.state.model.status === 'failed' ? loadDetector() : detectorReady;
}

/** @param {{ byTap?: boolean }} [options] `byTap`: without a tap some browsers do not open the camera */
function startCamera({ byTap = true } = {}) {
  leave();
  const eye = {
    /** @type {import('./scan/live-scan.js').Eye['detect']} */
    detect: (picture, options) => detector.detect(picture, { mode: 'live', ...options }),
    settings: liveSettings,
    counted: (/** @type {import('./scan/pace.js').CountedFrame} */ frame) => liveSize.counted(frame),
  };
  const current = new LiveScan(eye, {
    onChange: (change) => {
      if (change.rate && !settings.values.showsRate) return;
      updateLive(change);
      if (change.count === undefined || change.count === null) return;
      if (change.count > 0) install.counted();
      const { backend } = detector; // another one than before, when that failed in the middle of the scan
      if (backend && backend !== store.state.model.backend) {
        store.update({ model: { ...store.state.model, backend } });
      }
    },
    onAnnounce: (announcement) => store.update({ announcement }),
    onFailure: (error) => {
      const needsTap = !byTap && error instanceof CameraError && !store.state.live.picture;
      if (needsTap) goToStart();
      else showProblem(error, startCamera);
    },
  });
  scan = current;
  store.update({ view: 'live', live: { ...noLive, elements: current.elements } });
  current.run(whenDetectorReady());
}

/** How live pictures are counted: as the card of the model in use says, with what the person has set. */
function liveSettings() {
  const card = /** @type {ModelCard} */ (detector.card);
  const { values } = settings;
  return {
    threshold: thresholdOf(card, 'live', values),
    longSide: liveSize.longSide(card, detector.backend, values),
    kinds: values.showsKinds && card.labels.length > 1 ? card.labels : null,
  };
}

/** Every frame of a scan tells what it has; most tell nothing new. @param {Partial<import('./ui/state.js').LiveState>} change */
function updateLive(change) {
  const { live } = store.state;
  const isNew = Object.entries(change).some(([name, value]) => !Object.is(Reflect.get(live, name), value));
  if (isNew) store.update({ live: { ...live, ...change } });
}

async function takePhoto() {
  if (!scan) return;
  vibrate(CAPTURE_VIBRATION_MS);
  const current = scan;
  try {
    const file = await current.takePhoto();
    if (scan === current) openPhoto(file, { fromCamera: true });
  } catch (error) {
    if (scan === current) showProblem(error, startCamera);
  }
}

async function trySample() {
  try {
    const response = await fetch(SAMPLE_PICTURE);
    openPhoto(await response.blob(), { fromCamera: false });
  } catch (error) {
    showProblem(error, trySample);
  }
}

/**
 * Shows a picture, counts it, shows the boxes.
 * @param {Blob} file
 * @param {{ fromCamera: boolean }} origin
 */
async function openPhoto(file, { fromCamera }) {
  leave();
  const current = openReview(file, { fromCamera });
  const hasLeft = () => review !== current;
  try {
    const picture = await current.decode();
    if (!hasLeft()) updatePhoto({ picture: { width: picture.width, height: picture.height } });
    await whenDetectorReady();
    if (hasLeft()) return picture.close();
    const card = /** @type {ModelCard} */ (detector.card);
    const usualThreshold = thresholdOf(card, 'photo', settings.values);
    const scoreThreshold = scoreFloor(usualThreshold);
    const longSide = photoSideOf(card, settings.values);
    const detections = await detector.detect(picture, { mode: 'photo', scoreThreshold, longSide });
    if (hasLeft()) return;
    const shot = shotOf(detections, card, usualThreshold);
    current.show(shot, { usualThreshold, showsKinds: settings.values.showsKinds });
    const count = store.state.photo.count ?? 0;
    if (count > 0) install.counted();
    store.update({ announcement: messages.announceCount(count) });
    audits.counted(shot, file);
  } catch (error) {
    if (!hasLeft()) showProblem(error, () => openPhoto(file, { fromCamera }));
  }
}

/**
 * Shows a photo that was counted before, with its corrections.
 * @param {import('./review/corrections.js').ReviewedShot} shot
 * @param {Blob} file
 */
async function openShot(shot, file) {
  closeView();
  const current = openReview(file, { fromCamera: false });
  const hasLeft = () => review !== current;
  try {
    const picture = await current.decode();
    picture.close();
    if (hasLeft()) return;
    updatePhoto({ picture: { width: shot.width, height: shot.height } });
    const { values } = settings;
    const usualThreshold = detector.card ? thresholdOf(detector.card, 'photo', values) : shot.threshold;
    current.show(shot, { usualThreshold, showsKinds: values.showsKinds });
    store.update({ announcement: messages.announceCount(store.state.photo.count ?? 0) });
  } catch (error) {
    if (!hasLeft()) showProblem(error, () => openShot(shot, file));
  }
}

/** @param {string | null} id as its address has it */
async function openStoredPhoto(id) {
  if (await audits.openShot(id ?? '')) return;
  if (store.state.view === 'audit') return; // which tells what is wrong
  goToStart();
  notices.tell('photo', messages.audits.problem(store.state.audits.problem));
}

/** Opens what another app has handed over. */
async function openShared() {
  const shared = await takeShared();
  if (shared) openPhoto(shared.file, { fromCamera: false });
  else goToStart();
  if (!shared) notices.tell('photo', messages.share.missing);
  else if (shared.leftOut > 0) notices.tell('photo', messages.share.leftOut(shared.leftOut));
}

/**
 * @param {Blob} file
 * @param {{ fromCamera: boolean }} origin
 */
function openReview(file, { fromCamera }) {
  const current = new PhotoReview(file, {
    onChange: (state) => {
      updatePhoto({ count: state.count, review: state });
      if (current.shot) audits.corrected(current.shot);
    },
    onAnnounce: (announcement) => store.update({ announcement }),
  });
  review = current;
  store.update({ view: 'photo', photo: { ...noPhoto, elements: current.elements, fromCamera } });
  return current;
}

/** @param {Partial<import('./ui/state.js').PhotoState>} change */
function updatePhoto(change) {
  store.update({ photo: { ...store.state.photo, ...change } });
}

/**
 * @param {unknown} error
 * @param {() => void} retry
 */
function showProblem(error, retry) {
  leave();
  store.update({ view: 'problem', problem: problemOf(error), retry });
}

function goToStart() {
  leave();
  audits.closeAudit();
  store.update({ view: 'start' });
}

/** The person leaves the camera or the photo. */
function leave() {
  audits.left();
  models.left();
  closeView();
}

/** Switches the camera off and lets go of the photo. */
function closeView() {
  scan?.stop();
  review?.close();
  scan = null;
  review = null;
  store.update({ live: noLive, photo: noPhoto, announcement: '' });
}

/** @param {import('./detector/protocol.js').News} news */
function tellNews(news) {
  const { fallback, updated, refused } = messages.model;
  if (news.kind === 'backend-failed' && !models.isTrying) notices.tell('backend', fallback);
  if (news.kind === 'model-updated') notices.tell('model', updated(news.version));
  if (news.kind === 'model-refused') notices.tell('model', refused);
}

/**
 * @param {unknown} error
 * @returns {string} for messages.problemText
 */
function problemOf(error) {
  if (error instanceof CameraError) return problemHere(error.code);
  if (error instanceof PictureError) return error.code;
  reportError(error); // the person gets a sentence; the console gets the details, for a bug report
  return error instanceof DetectorError ? error.code : 'unknown';
}

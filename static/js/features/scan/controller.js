/**
 * What a person does with the live picture. One scan is open at a time, from the tap on "Start camera" until another view
 * is shown.
 *
 * @typedef {import('./state.js').LiveState} LiveState
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 */
import { CameraError } from '../../camera/problems.js';
import { vibrate } from '../../device/vibration.js';
import { titleOf } from '../../products/list.js';
import { lookerFor } from './finding.js';
import { LiveScan } from './live-scan.js';
import { LiveSize } from './live-size.js';
import { NO_LIVE } from './state.js';

const CAPTURE_VIBRATION_MS = 15;

export class ScanController {
  /** @type {LiveScan | null} */
  #scan = null;
  #size = new LiveSize();

  /** @param {import('../contract.js').Context<LiveState>} context */
  constructor(context) {
    this.context = context;
    const { detector, settings } = context.services;
    this.detector = detector;
    this.settings = settings;
    // So that no camera stays on behind the Back button; the router opens it again when the person comes back.
    addEventListener('pagehide', () => {
      if (this.#scan) context.navigate('start');
    });
  }

  /**
   * @param {{ byTap?: boolean, product?: string }} [options] `byTap`: without a tap some browsers do not open the camera; `product`:
   *   id of one that is looked for
   */
  open({ byTap = true, product } = {}) {
    const { context, detector } = this;
    context.show('live');
    const scan = new LiveScan(
      {
        detect: (picture, options) => detector.detect(picture, { mode: 'live', ...options }),
        settings: () => this.#liveSettings(),
        counted: (frame) => this.#size.counted(frame),
      },
      {
        onChange: (change) => this.#follow(change),
        onAnnounce: (text) => context.announce(text),
        onFound: (found) => {
          const { finding } = context.state();
          if (finding) context.update({ finding: { ...finding, found } });
        },
        onFailure: (error) => {
          const needsTap = !byTap && error instanceof CameraError && !context.state().picture;
          if (needsTap) context.navigate('start');
          else context.showProblem(error, () => this.open({ product }));
        },
      },
    );
    this.#scan = scan;
    context.update({ ...NO_LIVE, elements: scan.elements });
    scan.run(detector.whenReady());
    if (product) this.#find(scan, product);
  }

  /** Nothing is looked for any more. */
  stopFinding() {
    this.#scan?.find(null);
    this.context.update({ finding: null });
  }

  /** @param {LiveScan} scan @param {string} id of a product */
  #find(scan, id) {
    const { services, report } = this.context;
    const product = services.products.find(id);
    if (!product) return;
    const take = () => createImageBitmap(scan.camera.video);
    scan.find(lookerFor(services, id, take), report);
    this.context.update({ finding: { title: titleOf(product), found: 0 } });
  }

  leave() {
    this.#scan?.stop();
    this.#scan = null;
    this.context.update(NO_LIVE);
  }

  /** Takes a photo: of an open visit it is stored, and the camera goes on; any other one is looked at. */
  async takePhoto() {
    const scan = this.#scan;
    if (!scan || this.context.state().isTaking) return;
    const { burst } = this.context.services;
    const goesOn = burst.target !== null;
    vibrate(CAPTURE_VIBRATION_MS);
    this.context.update({ isTaking: true });
    try {
      const { file, region } = await scan.takePhoto({ goesOn });
      if (goesOn) await burst.take(file, { fromCamera: true, region });
      else if (this.#scan === scan) this.context.navigate('photo', { file, fromCamera: true, region });
    } catch (error) {
      if (this.#scan === scan) this.context.showProblem(error, () => this.open());
    } finally {
      if (this.#scan === scan) this.context.update({ isTaking: false });
    }
  }

  togglePause() {
    this.#scan?.togglePause();
  }

  /** @param {boolean} isOn */
  setTorch(isOn) {
    this.#scan?.camera.setTorch(isOn);
  }

  /** @param {string} id of a camera */
  chooseLens(id) {
    this.#scan?.chooseLens(id);
  }

  /** @param {number} factor */
  setZoom(factor) {
    this.#scan?.camera.setZoom(factor);
  }

  toggleBay() {
    this.#scan?.toggleBay();
  }

  clearMarks() {
    this.#scan?.clearMarks();
  }

  /** Every frame of a scan says what it has; most of it is nothing new. @param {Partial<LiveState>} change */
  #follow(change) {
    if (change.rate && !this.settings.values.showsRate) return;
    const state = this.context.state();
    const isNew = Object.entries(change).some(([name, value]) => !Object.is(Reflect.get(state, name), value));
    if (isNew) this.context.update(change);
    if (change.count) this.context.publish('counted', change.count);
  }

  /** How live pictures are counted: as the card of the model in use says, with what the person has set. */
  #liveSettings() {
    const card = /** @type {ModelCard} */ (this.detector.card);
    const { settings } = this;
    const fixedSide = settings.fixedLiveSide(card);
    return {
      threshold: settings.thresholdOf(card, 'live'),
      longSide: this.#size.longSide(card, this.detector.backend, fixedSide),
      scaleSelection: fixedSide === null ? (card.defaults.scaleSelection ?? null) : null,
      kinds: settings.showsKinds(card) ? card.labels : null,
    };
  }
}

/**
 * When the boxes of the open photo are looked at. Nothing of it is loaded or computed before somebody wants it: a person who asks
 * for the products, once, or who has a catalogue that knows the looks of one.
 *
 * @typedef {import('../../photo/open-photo.js').OpenPhoto} OpenPhoto
 * @typedef {import('../../audits/recognition.js').Known} Known
 *
 * @typedef {object} LookingState
 * @property {'absent' | 'idle' | 'looking' | 'ready' | 'failed'} status 'absent': this device cannot get an embedder; 'idle': nobody
 *   has asked
 * @property {string | null} problem a code; null unless `status` is 'failed'
 *
 * @typedef {object} LookingEvents
 * @property {() => void} onChange
 * @property {(photo: OpenPhoto, known: Known, limits: import('../../looks/card.js').Limits) => void} onKnown
 */
import { decodePicture } from '../../photo/picture.js';
import { codeOf } from '../../toolkit/coded-error.js';

/** @type {Readonly<LookingState>} */
export const NOT_LOOKING = { status: 'absent', problem: null };

/** After a correction, so that boxes that are added one after the other are looked at together. */
const PAUSE_MS = 500;

export class Looking {
  #services;
  #events;
  #isAsked = false;
  /** @type {OpenPhoto | null} */
  #photo = null;
  /** The boxes that were looked at last. @type {unknown} */
  #seen = null;
  #run = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {LookingState} */
  state = NOT_LOOKING;

  /**
   * @param {object} services
   * @param {import('../../looks/service.js').LooksService} services.looks
   * @param {import('../../audits/recognition.js').Recognition} services.recognition
   * @param {(error: unknown) => void} services.report
   * @param {LookingEvents} events
   */
  constructor(services, events) {
    this.#services = services;
    this.#events = events;
    let wasKept = services.looks.state.kept;
    services.looks.subscribe(({ kept }) => {
      if (kept === wasKept) return;
      wasKept = kept;
      // The server's word on what it has may come after the first photo.
      if (this.#photo && this.state.status === 'absent') this.begin(this.#photo);
    });
  }

  /** A counted photo is shown. @param {OpenPhoto} photo */
  async begin(photo) {
    this.end();
    this.#photo = photo;
    const { looks, recognition, report } = this.#services;
    const isOffered = await looks.isOffered().catch(report);
    if (photo !== this.#photo || !isOffered) return;
    this.#set({ status: 'idle', problem: null });
    const isWanted = this.#isAsked || (await recognition.isWanted().catch(report));
    if (photo === this.#photo && isWanted) await this.look();
  }

  /** The photo is not shown any more. */
  end() {
    clearTimeout(this.#timer);
    this.#run += 1;
    this.#photo = null;
    this.#seen = null;
    this.state = NOT_LOOKING;
  }

  /** Somebody asks for the products: on this photo and those that follow. */
  async ask() {
    this.#isAsked = true;
    if (this.state.status === 'idle' || this.state.status === 'failed') await this.look();
  }

  /** Boxes may have been corrected. */
  refresh() {
    const { status } = this.state;
    const isSeen = this.#photo?.review?.shelves === this.#seen;
    if (isSeen || status === 'absent' || status === 'idle' || status === 'failed') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), PAUSE_MS);
  }

  /** Looks at all boxes, and says what they are by what the catalogue knows now. */
  async look() {
    const photo = this.#photo;
    if (!photo?.review || !photo.shot || this.state.status === 'absent') return;
    clearTimeout(this.#timer);
    this.#run += 1;
    const run = this.#run;
    const isNow = () => run === this.#run;
    const { looks, recognition, report } = this.#services;
    const { shelves, names } = photo.review;
    this.#seen = shelves;
    if (this.state.status !== 'ready') this.#set({ status: 'looking', problem: null });
    try {
      const decode = async () => (isNow() ? decodePicture(photo.file) : null);
      const known = await recognition.look(photo.shot.id, { names }, shelves, decode);
      const { limits } = await looks.whenReady();
      if (!known || !isNow()) return;
      this.state = { status: 'ready', problem: null };
      this.#events.onKnown(photo, known, limits);
    } catch (error) {
      report(error);
      if (isNow()) this.#set({ status: 'failed', problem: codeOf(error) ?? 'unknown' });
    }
  }

  /** @param {LookingState} state */
  #set(state) {
    this.state = state;
    this.#events.onChange();
  }
}

/**
 * Leads from gap to gap, and records what a person says of each.
 *
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 *
 * @typedef {object} GapWalkEvents
 * @property {() => void} onChange
 * @property {(text: string) => void} onAnnounce
 */
import { ANSWER_MS, vibrate } from '../../device/vibration.js';
import { messages } from '../../messages.js';
import { selectionText } from './selection-text.js';

/** The part of the stage that a gap takes: a person needs its surroundings to judge it. */
const GAP_PART = 0.22;

export class GapWalk {
  #stage;
  #review;
  #events;
  /** Whether the next gap is selected after one was judged. */
  #goesOn = false;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {ShotReview} review
   * @param {GapWalkEvents} events
   */
  constructor(stage, review, events) {
    this.#stage = stage;
    this.#review = review;
    this.#events = events;
  }

  /** Something else was selected. */
  end() {
    this.#goesOn = false;
  }

  next() {
    this.#goesOn = this.#review.selectNextGap();
    this.#frame();
    this.#events.onChange();
    if (this.#review.selection) this.#events.onAnnounce(selectionText(this.#review));
  }

  /** Records whether a product is missing in the selected gap. @param {'accepted' | 'dismissed'} verdict */
  judge(verdict) {
    const review = this.#review;
    review.judge(verdict);
    const isAccepted = verdict === 'accepted';
    if (isAccepted) vibrate(ANSWER_MS);
    const said = isAccepted ? messages.review.gapAccepted : messages.review.gapDismissed;
    review.select(null);
    if (this.#goesOn) this.#goesOn = review.selectNextGap();
    this.#frame();
    this.#events.onChange();
    this.#events.onAnnounce(`${said} ${selectionText(review)}`.trim());
  }

  /** Says what is missing in the selected gap, and with it that something is. @param {{ name: string, itemId?: string }} named */
  name(named) {
    const review = this.#review;
    const { selection } = review;
    if (selection?.kind !== 'gap') return;
    const isNew = named.name !== '' && !selection.isAccepted;
    if (isNew) review.judge('accepted');
    review.nameGap(named);
    vibrate(ANSWER_MS);
    if (isNew && this.#goesOn) {
      review.select(null);
      this.#goesOn = review.selectNextGap();
      this.#frame();
    }
    this.#events.onChange();
    const said = named.name ? messages.stock.gapNamed(named.name) : messages.review.gapAcceptedTitle;
    this.#events.onAnnounce(isNew ? `${said}. ${selectionText(review)}`.trim() : said);
  }

  /** Fills the selected gap with boxes: products stand there that the detector missed. */
  fill() {
    const review = this.#review;
    const added = review.fill();
    if (added === 0) return;
    vibrate(ANSWER_MS);
    // After the last gap, the first new box stays selected: it may have to be corrected.
    this.#goesOn &&= review.shelves.unchecked.length > 0 && review.selectNextGap();
    if (this.#goesOn) this.#frame();
    else if (review.selection) this.#stage.reveal(review.selection.box);
    this.#events.onChange();
    const said = messages.review.gapFilled(added, review.boxes.length);
    this.#events.onAnnounce(this.#goesOn ? `${said} ${selectionText(review)}` : said);
  }

  #frame() {
    const { selection } = this.#review;
    if (selection) this.#stage.frame(selection.box, GAP_PART);
  }
}

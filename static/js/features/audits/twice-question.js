/**
 * The question before something is counted twice: what the new photo has in common with others of the audit, and the
 * person's answer. Without an answer the photo stays open, and is in no audit yet.
 *
 * @typedef {import('../../geometry/boxes.js').Box} Box
 * @typedef {import('./state.js').ComparedPhoto} ComparedPhoto
 * @typedef {import('../../photo/twice.js').Shown} Shown
 */
import { countedTwice } from '../../audits/twins.js';
import { messages } from '../../messages.js';
import { currentBoxes } from '../../photo/corrections.js';
import { isOnBoth } from '../../photo/twice.js';

/** More pictures side by side are too small on a phone. */
const SHOWN = 2;

export class TwiceQuestion {
  #workspace;
  #add;
  /** What is done with the photo of which is asked. @type {{ add: () => Promise<void>, leave: () => Promise<void> }} */
  #answers;
  /** What other photos show of the photo under review. @type {Shown[]} */
  #shown = [];
  /** @type {string[]} */
  #urls = [];

  /**
   * @param {import('./workspace.js').Workspace} workspace
   * @param {() => Promise<void>} add adds the photo under review to the current audit
   */
  constructor(workspace, add) {
    this.#workspace = workspace;
    this.#add = add;
    this.#answers = this.#whileAdding;
  }

  /** The photo is not in the audit yet. */
  get #whileAdding() {
    return {
      add: this.#add,
      // Back brings it back for a while, as any photo that was left.
      leave: async () => {
        const { context, state } = this.#workspace;
        await context.navigate('audit', { id: state.current?.id });
        this.#workspace.update({ notice: messages.audits.twice.leftOut });
      },
    };
  }

  /**
   * @param {import('../../photo/open-photo.js').OpenPhoto} open the photo under review
   * @param {import('./twice-search.js').Result} result
   * @param {{ add: () => Promise<void>, leave: () => Promise<void> }} [answers] without them the photo is being added
   * @returns {Promise<boolean>} false: no product would count twice, so there is nothing to ask
   */
  async ask(open, { found: all, number }, answers = this.#whileAdding) {
    const { archive } = this.#workspace;
    const review = open.review?.shot;
    if (!review) return false;
    const boxes = currentBoxes(review);
    const found = countedTwice(review, all);
    if (found.length === 0) return false;
    const { isSame } = found[0].match;
    const shown = found.filter(({ match }) => match.isSame === isSame).slice(0, SHOWN);
    // The pictures are only a help: without them the question is asked all the same.
    const [own, ...thumbnails] = await Promise.all([
      archive.makeThumbnail(open.file).catch(() => null),
      ...shown.map(({ shot }) => archive.readThumbnail(shot.id).catch(() => null)),
    ]);
    if (open !== this.#workspace.context.services.photo.current) return false;
    this.close();
    this.#answers = answers;
    this.#shown = found.map(({ match }) => match);
    const photo = {
      number,
      products: boxes.length,
      picture: this.#urlOf(own),
      regions: shown.map(({ match }) => partsOf(match.region, review)),
    };
    const others = shown.map(({ shot, number, match }, i) => ({
      number,
      products: currentBoxes(shot.review).length,
      picture: this.#urlOf(thumbnails[i]),
      regions: [partsOf(match.otherRegion, shot.review)],
    }));
    const fresh = boxes.filter(({ box }) => !isOnBoth(box, this.#shown)).length;
    this.#workspace.update({ twice: { isSame, fresh, photo, others } });
    return true;
  }

  /** Adds the photo as it is. */
  async countToo() {
    this.close();
    await this.#answers.add();
  }

  /** Adds the photo without the products that other photos show. */
  async countFresh() {
    this.#workspace.context.services.photo.leaveOut(this.#shown);
    this.close();
    await this.#answers.add();
  }

  /** Leads to the audit without the photo. */
  async leaveOut() {
    this.close();
    await this.#answers.leave();
  }

  /** Closes it without a decision. */
  close() {
    if (this.#workspace.state.twice) this.#workspace.update({ twice: null });
    for (const url of this.#urls) URL.revokeObjectURL(url);
    this.#urls = [];
  }

  /** @param {Blob | null} thumbnail */
  #urlOf(thumbnail) {
    if (!thumbnail) return null;
    const url = URL.createObjectURL(thumbnail);
    this.#urls.push(url);
    return url;
  }
}

/** @param {Box} box pixels @param {{ width: number, height: number }} photo @returns {Box} parts of its width and height */
const partsOf = ([left, top, right, bottom], { width, height }) => [
  left / width,
  top / height,
  right / width,
  bottom / height,
];

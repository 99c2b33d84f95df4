/** Goes through the photos of a visit one after the other: as they are shown, or those first whose numbers are least sure. */
import { messages } from '../../messages.js';
import { inShownOrder, worstFirst } from './groups.js';

export class Checking {
  #openShot;
  #openAudit;

  /**
   * @param {import('./workspace.js').Workspace} workspace
   * @param {object} steps
   * @param {(id: string) => Promise<boolean>} steps.openShot
   * @param {(id: string) => Promise<void>} steps.openAudit
   */
  constructor(workspace, { openShot, openAudit }) {
    this.workspace = workspace;
    this.#openShot = openShot;
    this.#openAudit = openAudit;
  }

  /** Opens the photo of the visit whose page is open that is to be checked first. */
  async start() {
    this.workspace.update({ checked: [] });
    await this.next();
  }

  /** The photo under review was looked at: opens the next one, or the visit's page after the last. */
  async next() {
    const { workspace } = this;
    const { photo, page, checked } = workspace.state;
    if (!page || !checked) return;
    const seen = photo ? [...checked, photo.id] : checked;
    workspace.update({ checked: seen });
    const [next] = leftOf(page.shots, seen);
    if (next) {
      await this.#openShot(next);
      return;
    }
    this.stop();
    await this.#openAudit(page.audit.id);
    workspace.update({ notice: messages.visits.allChecked });
  }

  /** Another photo is opened by itself, so it is not the next one that the person wants. */
  stop() {
    this.workspace.update({ checked: null });
  }

  /** Opens the photo before or after the one under review. @param {1 | -1} direction */
  async step(direction) {
    const { page, photo } = this.workspace.state;
    if (!page || !photo) return;
    const order = inShownOrder(page);
    const at = order.indexOf(photo.id);
    const id = at < 0 ? undefined : order[at + direction];
    if (id) await this.#openShot(id);
  }
}

/**
 * @param {import('./state.js').ShotCard[]} shots
 * @param {string[]} seen ids of photos that were looked at
 * @returns {string[]} ids of those that are still to be
 */
export const leftOf = (shots, seen) => worstFirst(shots).filter((id) => !seen.includes(id));

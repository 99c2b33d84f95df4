/** Deletes audits and photos, and restores them as long as undo is offered. */
import { messages } from '../../messages.js';

export class Trash {
  #workspace;
  #deletions;

  /** @param {import('./workspace.js').Workspace} workspace */
  constructor(workspace) {
    this.#workspace = workspace;
    this.#deletions = workspace.archive.deletions;
  }

  /** @param {string[]} ids @returns {Promise<boolean>} whether they were deleted; if not, `problem` says why */
  async deleteAudits(ids) {
    const workspace = this.#workspace;
    if (!(await this.#delete('audits', ids, messages.audits.deletedAudits(ids.length)))) return false;
    const { current } = workspace.state;
    if (current && ids.includes(current.id)) workspace.update({ current: null });
    workspace.remember();
    return true;
  }

  /** @param {string} id */
  async deleteShot(id) {
    if (!(await this.#delete('shots', [id], messages.audits.deletedPhoto))) return;
    await this.#workspace.refresh();
    await this.#workspace.refreshCurrent();
  }

  async undo() {
    const workspace = this.#workspace;
    await workspace.attempt(async () => {
      const result = await this.#deletions.undo();
      if (result === null) return;
      if (result === 'restored') workspace.context.announce(messages.audits.restored);
      await workspace.refresh();
      await workspace.refreshCurrent();
      workspace.update({ problem: result === 'restored' ? '' : result });
    });
  }

  /** @param {'audits' | 'shots'} kind @param {string[]} ids @param {string} words */
  #delete(kind, ids, words) {
    const workspace = this.#workspace;
    return workspace.attempt(async () => {
      await this.#deletions.delete(kind, ids);
      workspace.update({ undo: words, problem: '', notice: '' });
    });
  }
}

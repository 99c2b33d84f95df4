/** Deleting audits and photos, and bringing them back for as long as that is offered. */
import { messages } from '../../messages.js';

const UNDO_MS = 20_000;

export class Trash {
  /**
   * What can be brought back; `waiting` was not even saved when it was deleted.
   * @type {{ kind: 'audits' | 'shots', ids: string[], waiting: import('../../audits/keeper.js').WaitingShot[] } | null}
   */
  #deleted = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import('./workspace.js').Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
  }

  /** @param {string[]} ids */
  async deleteAudits(ids) {
    await this.#delete('audits', ids, messages.audits.deletedAudits(ids.length));
    const { current } = this.workspace.state;
    if (current && ids.includes(current.id)) this.workspace.update({ current: null });
    this.workspace.remember();
  }

  /** @param {string} id */
  async deleteShot(id) {
    await this.#delete('shots', [id], messages.audits.deletedPhoto);
    await this.workspace.refresh();
    await this.workspace.refreshCurrent();
  }

  async undo() {
    const deleted = this.#deleted;
    if (!deleted) return;
    this.#deleted = null;
    clearTimeout(this.#timer);
    const { workspace } = this;
    const { store, queue } = workspace.archive;
    await workspace.attempt(async () => {
      await store.markDeleted(deleted.kind, deleted.ids, null);
      for (const { shot, picture } of deleted.waiting) await queue.keepShot(shot, picture);
      workspace.update({ undo: '' });
      workspace.context.announce(messages.audits.restored);
      await workspace.refresh();
      await workspace.refreshCurrent();
    });
  }

  /** @param {'audits' | 'shots'} kind @param {string[]} ids @param {string} words */
  async #delete(kind, ids, words) {
    const { workspace } = this;
    const { store, queue } = workspace.archive;
    await workspace.attempt(async () => {
      const waiting = kind === 'shots' ? queue.waiting.filter(({ shot }) => ids.includes(shot.id)) : [];
      queue.forget(waiting.map(({ shot }) => shot.id));
      await store.markDeleted(kind, ids, Date.now());
      this.#deleted = { kind, ids, waiting };
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => workspace.update({ undo: '' }), UNDO_MS);
      workspace.update({ undo: words, notice: '' });
    });
  }
}

/** Moves photos of the visit whose page is open to another category, or to another visit. */
import { categoriesOf } from '../../audits/record.js';
import { messages } from '../../messages.js';

export class Moves {
  /** @param {import('./workspace.js').Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
  }

  start() {
    this.workspace.update({ moving: { picked: [], isChoosing: false, visits: [] } });
  }

  stop() {
    this.workspace.update({ moving: null });
  }

  /** @param {string} id of a photo */
  toggle(id) {
    const { moving } = this.workspace.state;
    if (!moving) return;
    const { picked } = moving;
    const toggled = picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id];
    this.workspace.update({ moving: { ...moving, picked: toggled } });
  }

  /** Shows where the photos can go. */
  async choose() {
    const { workspace } = this;
    await workspace.attempt(async () => {
      const audits = await workspace.archive.reader.readAll();
      const { moving, page } = workspace.state;
      if (!moving || !page) return;
      const visits = audits.map(({ audit }) => ({
        ...{ id: audit.id, store: audit.store, created: audit.created },
        categories: categoriesOf(audit).map(({ id, name }) => ({ id, name })),
      }));
      const here = visits.filter(({ id }) => id === page.audit.id);
      const others = visits.filter(({ id }) => id !== page.audit.id);
      workspace.update({ moving: { ...moving, isChoosing: true, visits: [...here, ...others] } });
    });
  }

  /** Back to the photos that were picked. */
  stopChoosing() {
    const { moving } = this.workspace.state;
    if (moving) this.workspace.update({ moving: { ...moving, isChoosing: false } });
  }

  /** @param {string} auditId @param {string | null} categoryId */
  async moveTo(auditId, categoryId) {
    const { workspace } = this;
    const { moving } = workspace.state;
    if (!moving) return;
    await workspace.attempt(async () => {
      await workspace.archive.move(moving.picked, { auditId, categoryId });
      workspace.update({ moving: null, notice: messages.visits.moved(moving.picked.length) });
      await workspace.refresh();
      await workspace.refreshCurrent();
    });
  }
}

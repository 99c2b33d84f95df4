/** Shows the list of brands and changes it, on a page of its own and over the photo. */
import { inShownOrder } from '../../brands/list.js';
import { messages } from '../../messages.js';

export class BrandsController {
  /** @param {import('../contract.js').Context<import('./state.js').BrandsViewState>} context */
  constructor(context) {
    this.context = context;
    this.brands = context.services.brands;
    this.brands.subscribe(({ brands, deleted }) =>
      context.update({ brands: inShownOrder(brands), deleted: deleted?.brand.name ?? '' }),
    );
    this.brands.load();
  }

  async open() {
    this.context.show('brands');
    this.context.update({ taken: '' });
    await this.brands.reload();
  }

  leave() {
    this.closeSheet();
    this.brands.forgetDeleted();
  }

  openSheet() {
    this.context.update({ isOpen: true, taken: '' });
    this.brands.reload();
  }

  closeSheet() {
    this.context.update({ isOpen: false, taken: '' });
  }

  /** @param {string} typed names, with a comma between them @param {boolean} own */
  async add(typed, own) {
    this.context.update({ taken: '' });
    const added = await this.brands.add(typed.split(/[,;\n]/), { own });
    this.context.announce(messages.brands.added(added.map(({ name }) => name)));
  }

  /** @param {string} id @param {string} name */
  async rename(id, name) {
    const isFree = await this.brands.rename(id, name);
    this.context.update({ taken: isFree ? '' : name.trim() });
  }

  /** @param {string} id @param {boolean} own */
  async setOwn(id, own) {
    await this.brands.setOwn(id, own);
    const { ours, others } = messages.brands;
    this.context.announce(own ? ours : others);
  }

  /** @param {string} id */
  async remove(id) {
    this.context.update({ taken: '' });
    await this.brands.remove(id);
  }

  async undoRemove() {
    await this.brands.undoRemove();
    this.context.announce(messages.audits.restored);
  }
}

/**
 * Who begins a visit, and where. It is added after the visit is stored, so that neither keeps anybody waiting. Where is asked
 * only if the person has switched it on.
 */
import { changeableOf } from '../../audits/two-tabs.js';
import { whereaboutsOf, whoFrom } from '../../audits/whereabouts.js';
import { messages } from '../../messages.js';

/** A place in a shop takes the phone a while; one that it found a minute ago is as good. */
const ASK = { enableHighAccuracy: false, timeout: 30_000, maximumAge: 60_000 };

export class VisitFacts {
  /** @param {import('./workspace.js').Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
  }

  /** @param {string} id of a visit that has just begun */
  add(id) {
    const { context } = this.workspace;
    this.#addWho(id).catch((error) => context.report(error));
    if (context.services.settings.values.locates) this.#addWhere(id).catch((error) => this.#without(error));
  }

  /** @param {string} id */
  async #addWho(id) {
    const who = whoFrom(await this.workspace.archive.store.readList('person'));
    if (who) await this.#change(id, { who });
  }

  /** @param {string} id */
  async #addWhere(id) {
    /** @type {GeolocationPosition} */
    const position = await new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(resolve, reject, ASK);
    });
    await this.#change(id, { where: whereaboutsOf(position) });
  }

  /** The visit goes on without its location, and the person knows. @param {unknown} error */
  #without(error) {
    const { context } = this.workspace;
    const isAnswer = error instanceof GeolocationPositionError;
    if (!isAnswer) context.report(error);
    const isDenied = isAnswer && error.code === error.PERMISSION_DENIED;
    context.notify('audits', messages.person.noPlace(isDenied));
  }

  /** @param {string} id @param {Pick<import('../../audits/record.js').Audit, 'who' | 'where'>} fact */
  async #change(id, fact) {
    const { archive } = this.workspace;
    const stored = await archive.reader.read(id);
    if (!stored) return; // deleted meanwhile
    await archive.queue.keepAudit({ ...stored.audit, ...fact, before: changeableOf(stored.audit) });
    await this.workspace.refresh();
  }
}

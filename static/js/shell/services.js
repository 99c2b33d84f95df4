/**
 * Creates the services that all features share.
 *
 * @typedef {import('../features/contract.js').Events} Events
 */
import { AuditArchive } from '../audits/archive.js';
import { Burst } from '../audits/burst.js';
import { Recognition } from '../audits/recognition.js';
import { BrandService } from '../brands/service.js';
import { DetectorClient } from '../detector/client.js';
import { DetectorService } from '../detector/service.js';
import { LooksService } from '../looks/service.js';
import { OfflineService } from '../offline/service.js';
import { PhotoSession } from '../photo/session.js';
import { ProductService } from '../products/service.js';
import { ProductStore } from '../products/store.js';
import { SettingsService } from '../settings/service.js';
import { report } from './report.js';

/**
 * @param {object} listeners
 * @param {<Name extends keyof Events>(name: Name, value: Events[Name]) => void} listeners.publish
 * @param {() => void} listeners.onChange the state of a service has changed
 * @returns {import('../features/contract.js').Services}
 */
export function createServices({ publish, onChange }) {
  const settings = new SettingsService();
  settings.subscribe(onChange);
  const offline = new OfflineService(navigator.onLine);
  offline.subscribe(onChange);
  offline.subscribe(() => keepLooks());
  const detector = new DetectorService({
    createClient: (listeners) => new DetectorClient(listeners),
    onChange: () => {
      onChange();
      keepLooks();
    },
    wantedBackend: () => settings.values.backend,
    onNews: (news) => {
      if (news.kind === 'sign-in-needed') offline.askToSignIn();
      publish('detectorNews', news);
    },
    onFailure: report,
  });
  const looks = new LooksService({ detector, report });
  looks.subscribe(onChange);
  // What a first visit waits for comes first.
  const keepLooks = () => {
    if (detector.state.status === 'ready' && offline.state.shell !== 'pending') looks.keep();
  };
  const archive = new AuditArchive({ report });
  const brands = new BrandService({
    store: archive.store,
    onFailure: (error) => publish('storageFailed', error),
  });
  const products = new ProductService({
    store: new ProductStore({ onChanged: () => products.reload(), onCleared: () => products.reload() }),
    brands,
    files: () => import('../lists/product-files.js'),
    looks,
    onFailure: (error) => publish('storageFailed', error),
  });
  const photo = new PhotoSession({
    detector,
    settings,
    archive,
    onStorageFailure: (error) => publish('storageFailed', error),
  });
  const recognition = new Recognition({ archive, looks, products, report });
  const burst = new Burst({ archive, detector, counter: photo.counter, recognition, report });
  return { settings, offline, detector, looks, archive, photo, brands, products, recognition, burst };
}

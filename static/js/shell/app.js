/**
 * The page: one state with a slice for each feature, rendered by the open view. It knows features only through what they
 * hand over (features/contract.js).
 *
 * @typedef {import('../features/contract.js').AnyFeature} AnyFeature
 * @typedef {import('../features/contract.js').Page} Page
 * @typedef {import('../features/contract.js').Route<any, any>} Route
 * @typedef {import('../features/contract.js').RouteParams} RouteParams
 * @typedef {import('../features/contract.js').Services} Services
 * @typedef {import('../features/contract.js').Events} Events
 *
 * @typedef {object} ShellState
 * @property {string} view name of the open view
 * @property {string} notice text of the notice that is shown; empty: none
 * @property {string} announcement for screen readers
 * @property {Record<string, any>} slices of the features, by name
 */
import { html, nothing, render } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { isOfflineReady, missesNetwork } from '../offline/network.js';
import { paintBrowserBar } from '../settings/theme.js';
import { quietNotice } from '../toolkit/parts.js';
import { Addresses, START } from './address.js';
import { Notices } from './notices.js';
import { problemOf } from './problems.js';
import { report } from './report.js';
import { Router } from './router.js';
import { Store } from './store.js';

export class App {
  /** @type {Map<string, { feature: AnyFeature, route: Route }>} by the name of the view, with the first of its routes */
  #views = new Map();
  /** By the name of the feature. @type {Map<string, any>} */
  #controllers = new Map();
  /** @type {Store<ShellState>} */
  #store;
  #router;
  #notices;

  /**
   * @param {object} parts
   * @param {readonly AnyFeature[]} parts.features `start` and `problem` among them
   * @param {Services} parts.services
   * @param {HTMLElement} parts.root
   * @param {string} parts.version of the page
   * @param {(content: unknown, root: HTMLElement) => void} [parts.paint] puts a template on the page
   */
  constructor({ features, services, root, version, paint = (content, element) => render(content, element) }) {
    this.paint = paint;
    this.features = features;
    this.services = services;
    this.root = root;
    this.version = version;
    const routes = features.flatMap((feature) => (feature.routes ?? []).map((route) => ({ feature, route })));
    for (const each of routes) if (!this.#views.has(each.route.name)) this.#views.set(each.route.name, each);
    const first = routes.find(({ route }) => route.opensFirst?.(location.hash))?.route.name ?? START.name;
    const slices = Object.fromEntries(features.map(({ name, initial }) => [name, initial]));
    this.#store = new Store(
      /** @type {ShellState} */ ({ view: first, notice: '', announcement: '', slices }),
      () => this.#draw(),
    );
    this.#notices = new Notices({
      show: (notice) => this.#store.update({ notice }),
      hasRoom: (subject) => hasRoom(this.#shown.route.notices, subject),
    });
    this.#router = new Router({
      addresses: new Addresses(routes.map(({ route }) => route)),
      address: () => this.#address(),
      hasSheet: () => this.#openSheets().length > 0,
      closeSheets: () => {
        for (const close of this.#openSheets()) close();
      },
      open: ({ name, id }) => this.#open(name, { id, byTap: false }),
    });
  }

  /** Creates the features, draws the page, and opens the requested address or the view that was open last time. */
  start() {
    for (const feature of this.features) {
      this.#controllers.set(feature.name, feature.create(this.#contextOf(feature)));
    }
    const restoring = this.features.find(({ restore }) => restore);
    const goElsewhere = this.#router.isAsked ? () => this.#router.open() : null;
    if (restoring?.restore) restoring.restore(this.#controllers.get(restoring.name), goElsewhere);
    else goElsewhere?.();
    this.root.replaceChildren(); // removes the static first paint
    this.#draw();
  }

  /** @type {<Name extends keyof Events>(name: Name, value: Events[Name]) => void} */
  publish(name, value) {
    for (const { name: feature, listens } of this.features) {
      listens?.[name]?.(this.#controllers.get(feature), value);
    }
  }

  /** Draws the page again after the state of a service has changed. */
  redraw() {
    this.#store.update({});
  }

  /** @param {string} subject @param {string} text */
  notify(subject, text) {
    this.#notices.notify(subject, text);
  }

  get #shown() {
    return /** @type {{ feature: AnyFeature, route: Route }} */ (this.#views.get(this.#store.state.view));
  }

  /** @param {AnyFeature} feature @returns {import('../features/contract.js').Context<any>} */
  #contextOf({ name }) {
    const sliceNow = () => this.#store.state.slices[name];
    return {
      services: this.services,
      state: sliceNow,
      update: (change) => this.#updateSlice(name, change),
      show: (view, options) => this.#show(view, options),
      navigate: (view, params) => this.#open(view, params),
      currentView: () => this.#store.state.view,
      announce: (announcement) => this.#store.update({ announcement }),
      notify: (subject, text) => this.notify(subject, text),
      publish: (event, value) => this.publish(event, value),
      showProblem: (error, retry) => {
        this.#updateSlice('problem', { code: problemOf(error), retry });
        this.#show('problem');
      },
      report,
    };
  }

  /** @param {string} name @param {object} change */
  #updateSlice(name, change) {
    const { slices } = this.#store.state;
    this.#store.update({ slices: { ...slices, [name]: { ...slices[name], ...change } } });
  }

  /** @param {string} view @param {{ over?: boolean }} [options] */
  #show(view, { over = false } = {}) {
    if (!over) {
      for (const { name, leave } of this.features) leave?.(this.#controllers.get(name), view);
      this.#store.update({ announcement: '' });
    }
    this.#store.update({ view });
  }

  /** @param {string} name of a view; an unknown one is the start @param {RouteParams} [params] */
  #open(name, params = {}) {
    const found = this.#views.get(name) ?? this.#views.get(START.name);
    if (!found) throw new TypeError(`No feature has a view named ${START.name}.`);
    return found.route.open(this.#controllers.get(found.feature.name), { id: null, byTap: true, ...params });
  }

  /** @returns {string | null} null: the open view has no address of its own */
  #address() {
    const { feature, route } = this.#shown;
    if (route.path === null) return null;
    const id = route.id ? route.id(this.#store.state.slices[feature.name]) : null;
    return id === undefined ? null : this.#router.format({ name: route.name, id });
  }

  /** @returns {(() => void)[]} functions that close each of them */
  #openSheets() {
    return this.features.flatMap(({ name, sheets = [] }) =>
      sheets
        .filter(({ isOpen }) => isOpen(this.#store.state.slices[name]))
        .map(
          ({ close }) =>
            () =>
              close(this.#controllers.get(name)),
        ),
    );
  }

  /** @returns {Page} */
  #page() {
    const { slices } = this.#store.state;
    const detector = this.services.detector.state;
    const offline = this.services.offline.state;
    const looks = this.services.looks.state;
    /** @type {Page} */
    const page = {
      detector,
      offline,
      settings: this.services.settings.values,
      isOfflineReady: isOfflineReady(offline, detector, looks),
      missing: missesNetwork(offline, detector),
      hasUnsavedWork: this.features.some(({ name, hasUnsavedWork }) => hasUnsavedWork?.(slices[name])),
      version: this.version,
      navigate: (view, params) => this.#open(view, params),
      slot: (slot, details) =>
        this.features
          .map(({ name, slots }) => slots?.[slot]?.(slices[name], this.#controllers.get(name), page, details))
          .filter((shown) => shown !== undefined && shown !== nothing),
    };
    return page;
  }

  #draw() {
    const { view, notice, announcement, slices } = this.#store.state;
    const { feature, route } = this.#shown;
    const page = this.#page();
    const shown = route.view(slices[feature.name], this.#controllers.get(feature.name), page);
    const announcer = html`<p class="visually-hidden" role="status" data-testid="announcer">${announcement}</p>`;
    this.paint(html`${shown}${quietNotice(notice)}${announcer}`, this.root);
    const { dataset } = document.body;
    const viewChanged = dataset.view !== view;
    dataset.view = view;
    dataset.model = page.detector.status;
    dataset.offline = page.isOfflineReady ? 'ready' : 'pending';
    if (viewChanged) {
      this.#notices.settle();
      paintBrowserBar();
      /** @type {HTMLElement | null} */ (this.root.querySelector('[data-focus]'))?.focus();
    }
    this.#router.follow();
    const title = route.title?.(slices[feature.name]);
    const inTab = title ? `${title} – ${messages.appName}` : messages.appName;
    if (document.title !== inTab) document.title = inTab;
  }
}

/** @param {string[] | boolean | undefined} notices of a route @param {string} subject */
const hasRoom = (notices, subject) => (Array.isArray(notices) ? notices.includes(subject) : notices === true);

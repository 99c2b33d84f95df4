/** Boots the page: services, features, shell. */
import { features } from './features/index.js';
import { messages } from './messages.js';
import { isOfflineReady, watchNetwork } from './offline/network.js';
import { App } from './shell/app.js';
import { problem } from './shell/problem.js';
import { createServices } from './shell/services.js';
import { start } from './shell/start.js';

function boot() {
  const services = createServices({
    publish: (name, value) => app.publish(name, value),
    onChange: () => app.redraw(),
  });
  const { detector, offline, looks } = services;
  const app = new App({
    features: [start, problem, ...features],
    services,
    root: /** @type {HTMLElement} */ (document.getElementById('app')),
    version: document.querySelector('meta[name=application-version]')?.getAttribute('content') ?? '',
  });

  detector.load();
  offline.keep();
  watchNetwork({
    onChange: (isOnline) => offline.setOnline(isOnline),
    resume: () => {
      offline.resume();
      looks.resume();
      return detector.resume();
    },
    isReady: () => isOfflineReady(offline.state, detector.state, looks.state),
    notify: (news) => app.notify('network', messages.network[news]),
  });
  app.start();
}

// old-browser.js says so in place of the page
if (document.documentElement.dataset.browser !== 'old') boot();

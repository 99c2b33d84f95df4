/**
 * A report as it will look, on this page: in a shadow root, so that its style and that of the page do not mix. A tab of its own
 * would not do: the installed app on an iPhone has none, and a blob's page has the policy of this one, which allows no style in it.
 */
import { withUrls } from './report-markup.js';
import { REPORT_STYLE } from './report-style.js';

export class ReportPreview {
  /** @type {string[]} */
  #urls = [];

  /** @param {import('./report-markup.js').Markup} body */
  constructor(body) {
    const urlOf = (/** @type {Blob} */ picture) => {
      const url = URL.createObjectURL(picture);
      this.#urls.push(url);
      return url;
    };
    this.element = document.createElement('div');
    this.element.className = 'report-preview';
    const root = this.element.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(REPORT_STYLE);
    root.adoptedStyleSheets = [style];
    const parsed = new DOMParser().parseFromString(withUrls(body, urlOf), 'text/html');
    root.append(...Array.from(parsed.body.childNodes, (node) => document.importNode(node, true)));
  }

  close() {
    for (const url of this.#urls) URL.revokeObjectURL(url);
    this.#urls = [];
    this.element.remove();
  }
}

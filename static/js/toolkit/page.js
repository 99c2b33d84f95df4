/** The frame of views that show text rather than a picture. */
import { html, nothing } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { icons } from './icons.js';

/**
 * A full-page view: a bar with a back button at the top, the content, and the main buttons in reach of the thumb.
 *
 * @param {object} parts
 * @param {string} parts.className
 * @param {string} parts.title
 * @param {string} [parts.subtitle]
 * @param {() => void} parts.back
 * @param {string} [parts.backLabel]
 * @param {unknown} [parts.tools] at the end of the bar
 * @param {unknown} parts.content
 * @param {unknown} [parts.foot]
 */
export function pageView({
  className,
  title,
  subtitle = '',
  back,
  backLabel = messages.page.back,
  tools = nothing,
  content,
  foot = nothing,
}) {
  return html`<main class="page ${className}">
    <header class="page__bar">
      <button class="page__back" aria-label=${backLabel} @click=${back}>${icons.back}</button>
      <div class="page__titles">
        <h1 class="page__title" tabindex="-1" data-focus>${title}</h1>
        ${subtitle ? html`<p class="page__subtitle">${subtitle}</p>` : nothing}
      </div>
      ${tools}
    </header>
    <div class="page__content">${content}</div>
    ${foot === nothing ? nothing : html`<footer class="page__foot">${foot}</footer>`}
  </main>`;
}

/** Opens a dialog. For lit's `ref` on a dialog that is rendered only while it is open. @param {Element | undefined} element */
export function openDialog(element) {
  if (!(element instanceof HTMLDialogElement)) return;
  // lit calls this before the element is connected, and a dialog can be opened only once it is.
  queueMicrotask(() => element.isConnected && !element.open && element.showModal());
}

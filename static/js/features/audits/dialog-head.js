import { html } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { icons } from '../../toolkit/icons.js';

/** @param {string} id @param {string} title @param {() => void} close */
export const dialogHead = (id, title, close) =>
  html`<div class="dialog__head">
    <h2 class="dialog__title" id=${id}>${title}</h2>
    <button class="page__back" aria-label=${messages.audits.close} @click=${close}>${icons.close}</button>
  </div>`;

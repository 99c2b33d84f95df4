import { html } from '../../vendor/lit.js';

/** Our own icons on a 24-unit grid, in the colour of the surrounding text. */
export const icons = {
  camera: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4 8.5a2 2 0 0 1 2-2h2l1.4-2h5.2l1.4 2h2a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2Z" />
    <circle cx="12" cy="12.5" r="3.5" />
  </svg>`,
  photo: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <rect x="3.5" y="4.5" width="17" height="15" rx="2.5" />
    <circle cx="8.75" cy="9.5" r="1.5" />
    <path d="m4 17 4.6-4.3 3.2 2.9 3.6-3.9 4.9 4.8" />
  </svg>`,
  shelf: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3.5 11.5h17M3.5 20h17M6 11.5V5h4v6.5M14 11.5V7h4v4.5M6 20v-5h3.5v5M9.5 20v-6.5H13V20M16 20v-5h3v5" />
  </svg>`,
  undo: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8.5 5 4.5 9l4 4M5 9h9a5 5 0 0 1 0 10h-3" /></svg>`,
  redo: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m15.5 5 4 4-4 4M19 9h-9a5 5 0 0 0 0 10h3" /></svg>`,
  add: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4.5 8.5v-2a2 2 0 0 1 2-2h2M15.5 4.5h2a2 2 0 0 1 2 2v2M19.5 15.5v2a2 2 0 0 1-2 2h-2M8.5 19.5h-2a2 2 0 0 1-2-2v-2M12 8.5v7M8.5 12h7" />
  </svg>`,
  remove: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5M10 11v5M14 11v5" />
  </svg>`,
  /** A name on a product. */
  tag: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M11.6 4.5H5.5a1 1 0 0 0-1 1v6.1l8.4 8.4a1.4 1.4 0 0 0 2 0l5.6-5.6a1.4 1.4 0 0 0 0-2Z" />
    <circle cx="8.4" cy="8.4" r="1.1" />
  </svg>`,
  /** Products of three kinds. */
  groups: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <rect x="4" y="4.5" width="5" height="15" rx="1.2" /><rect x="11" y="4.5" width="9" height="6" rx="1.2" />
    <rect x="11" y="13.5" width="9" height="6" rx="1.2" />
  </svg>`,
  lasso: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M6.6 14.6C4.9 13.5 4 12 4 10.3 4 7 7.6 4.5 12 4.5s8 2.5 8 5.8-3.6 5.7-8 5.7c-1 0-2-.1-2.9-.4" stroke-dasharray="3.4 2.6" />
    <circle cx="7.7" cy="15.6" r="2" /><path d="M7.6 17.6c.3 1.2-.2 2.2-1.6 2.9" />
  </svg>`,
  brush: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M19.5 4.5c-3.6 1.3-7 4.6-8.9 8.2l1.9 1.8c3.5-2 6.4-5.6 7-10ZM10 13.5c-2.3.2-3.3 1.5-3.5 3.3-.1 1.3-.8 2-2 2.4 3.6 1.3 7.6.2 7.5-3.7" />
  </svg>`,
  eraser: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="m9 19.5-4.7-4.7a1.5 1.5 0 0 1 0-2.1l8.2-8.2a1.5 1.5 0 0 1 2.1 0l4.9 4.9a1.5 1.5 0 0 1 0 2.1l-8 8ZM8.5 8.7l7 7M9 19.5h11" />
  </svg>`,
  slider: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4 8h8M17 8h3M4 16h3M12 16h8" /><circle cx="14.5" cy="8" r="2.5" /><circle cx="9.5" cy="16" r="2.5" />
  </svg>`,
  adjust: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 3.5v17M3.5 12h17M9.5 6 12 3.5 14.5 6M9.5 18l2.5 2.5 2.5-2.5M6 9.5 3.5 12 6 14.5M18 9.5l2.5 2.5-2.5 2.5" />
  </svg>`,
  settings: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M10.92 5.18L11.08 3.05L12.92 3.05L13.08 5.18L16.06 6.42L17.68 5.02L18.98 6.32L17.58 7.94L18.82 10.92L20.95 11.08L20.95 12.92L18.82 13.08L17.58 16.06L18.98 17.68L17.68 18.98L16.06 17.58L13.08 18.82L12.92 20.95L11.08 20.95L10.92 18.82L7.94 17.58L6.32 18.98L5.02 17.68L6.42 16.06L5.18 13.08L3.05 12.92L3.05 11.08L5.18 10.92L6.42 7.94L5.02 6.32L6.32 5.02L7.94 6.42Z" />
    <circle cx="12" cy="12" r="3" />
  </svg>`,
  keyboard: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <rect x="3" y="6.5" width="18" height="11" rx="2" />
    <path d="M6.5 10h.5M10 10h.5M13.5 10h.5M17 10h.5M8 14h8" />
  </svg>`,
  barcode: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3.5 8V6a1.5 1.5 0 0 1 1.5-1.5h2M17 4.5h2A1.5 1.5 0 0 1 20.5 6v2M20.5 16v2a1.5 1.5 0 0 1-1.5 1.5h-2M7 19.5H5A1.5 1.5 0 0 1 3.5 18v-2M7.5 8.5v7M10.5 8.5v7M13.5 8.5v7M16.5 8.5v7" />
  </svg>`,
  products: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 3.5 19.5 7.5v9L12 20.5l-7.5-4v-9ZM4.5 7.5 12 11.5l7.5-4M12 11.5v9M8.2 5.5l7.5 4" />
  </svg>`,
  search: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6" /><path d="m15 15 5 5" /></svg>`,
  close: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>`,
  lock: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <rect x="5" y="10.5" width="14" height="9.5" rx="2" />
    <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
  </svg>`,
  check: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 4.5 4.5L19 7.5" /></svg>`,
  turn: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4 12.5A8 8 0 0 1 18.5 8M18.9 3.6v4.6h-4.6" /><rect x="7.5" y="11.5" width="12" height="9" rx="1.5" />
  </svg>`,
  pause: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 6v12M15 6v12" /></svg>`,
  play: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8.5 5.5v13l10-6.5Z" /></svg>`,
  light: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M13 3.5 6 13.5h5.5L10.5 20.5 18 10h-5.5Z" /></svg>`,
  lenses: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4.5 11.5A7.5 7.5 0 0 1 18 7.3M19.5 12.5A7.5 7.5 0 0 1 6 16.7M18.4 3.6v3.9h-3.9M5.6 20.4v-3.9h3.9" />
  </svg>`,
  bay: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3.5 8V5.5a2 2 0 0 1 2-2H8M16 3.5h2.5a2 2 0 0 1 2 2V8M20.5 16v2.5a2 2 0 0 1-2 2H16M8 20.5H5.5a2 2 0 0 1-2-2V16" />
    <path d="M8.5 7.5h7v9h-7ZM8.5 12h7" />
  </svg>`,
  audits: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M8.5 5H7a2 2 0 0 0-2 2v11.5a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2h-1.5M8.5 3.5h7v3.5h-7ZM8.5 11.5h7M8.5 15.5h4.5" />
  </svg>`,
  plus: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14M5 12h14" /></svg>`,
  back: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m14.5 5.5-6.5 6.5 6.5 6.5" /></svg>`,
  next: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m9.5 5.5 6.5 6.5-6.5 6.5" /></svg>`,
  arrows: {
    left: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M19 12H5M11 6l-6 6 6 6" /></svg>`,
    up: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 19V5M6 11l6-6 6 6" /></svg>`,
    down: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14M6 13l6 6 6-6" /></svg>`,
    right: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h14M13 6l6 6-6 6" /></svg>`,
  },
  share: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 14.5V4M8 7.5 12 3.5l4 4M7.5 10.5H7a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-6a2 2 0 0 0-2-2h-.5" />
  </svg>`,
  download: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 4v10.5M8 11l4 4 4-4M4.5 16.5v2a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-2" />
  </svg>`,
  edit: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="m5 15.5-1 4.5 4.5-1L19.5 8 16 4.5ZM13.5 7l3.5 3.5" />
  </svg>`,
  note: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M5 5.5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v9l-5.5 6H7a2 2 0 0 1-2-2ZM13.5 20.5V15H19M8.5 8h7M8.5 11.5h5" />
  </svg>`,
  pin: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 20.5c-4-4.6-6-7.9-6-10.6a6 6 0 0 1 12 0c0 2.7-2 6-6 10.6Z" /><circle cx="12" cy="9.8" r="2" />
  </svg>`,
  report: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M6 3.5h8.5l4 4v13H6ZM9 16.5v-3M12.2 16.5v-6M15.5 16.5V12" />
  </svg>`,
  trash: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 11v5M13.5 11v5" />
  </svg>`,
  info: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="8.5" /><path d="M12 11v5.5M12 7.5v.01" />
  </svg>`,
  warning: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 4.5 21 19.5H3ZM12 10.5v4M12 17v.01" />
  </svg>`,
};

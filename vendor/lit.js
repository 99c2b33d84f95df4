// Templates for the views: lit's html tag, its renderer and the directives in use. No components.

export { classMap } from 'lit/directives/class-map.js';
export { ifDefined } from 'lit/directives/if-defined.js';
export { live } from 'lit/directives/live.js';
export { createRef, ref } from 'lit/directives/ref.js';
export { repeat } from 'lit/directives/repeat.js';
export { html, nothing, render, svg } from 'lit/html.js';

import { html, ref } from '../../vendor/lit.js';

/**
 * A picture with its boxes, as large as its stage allows. camera.css derives the size from the custom property --ratio.
 * @param {Node[]} elements
 * @param {{ width: number, height: number } | null} size of the picture, pixels
 */
export function pictureStage(elements, size) {
  const setRatio = (/** @type {Element | undefined} */ element) => {
    // Set through CSSOM, because the content security policy forbids style attributes.
    if (element instanceof HTMLElement && size) {
      element.style.setProperty('--ratio', `${size.width / size.height}`);
    }
  };
  return html`<div class="stage"><div class="picture" ?hidden=${!size} ${ref(setRatio)}>${elements}</div></div>`;
}

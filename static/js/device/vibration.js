/** Short vibrations, unless the person has switched them off. */

let isOn = true;

/** Whether this browser can vibrate; Safari cannot. */
export const canVibrate = () => 'vibrate' in navigator;

/** @param {boolean} allowed */
export function allowVibration(allowed) {
  isOn = allowed;
}

/** @param {number} duration_ms */
export function vibrate(duration_ms) {
  if (isOn) navigator.vibrate?.(duration_ms);
}

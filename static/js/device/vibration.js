/** Short vibrations, unless the person wants none. */

let isOn = true;

/** Whether this device can; Safari, for one, cannot. */
export const canVibrate = () => 'vibrate' in navigator;

/** @param {boolean} allowed */
export function allowVibration(allowed) {
  isOn = allowed;
}

/** @param {number} duration_ms */
export function vibrate(duration_ms) {
  if (isOn) navigator.vibrate?.(duration_ms);
}

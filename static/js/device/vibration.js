/** Short vibrations, unless the person has switched them off. */

let isOn = true;

/**
 * Whether this browser can vibrate. Safari cannot, and Firefox on Android says that it can and does nothing. In Safari 18.0 to 26.4 a script could do it by switching a hidden
 * switch; since 26.5 only a finger can (https://bugs.webkit.org/show_bug.cgi?id=285120), so nothing is built on it.
 */
export const canVibrate = () => 'vibrate' in navigator && !/\bFirefox\//.test(navigator.userAgent);

/** @param {boolean} allowed */
export function allowVibration(allowed) {
  isOn = allowed;
}

/** After an answer to one of many questions: only just felt. */
export const ANSWER_MS = 10;

/** @param {number} duration_ms */
export function vibrate(duration_ms) {
  if (isOn) navigator.vibrate?.(duration_ms);
}

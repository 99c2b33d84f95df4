/** A shorter press is a tap. */
const HOLD_MS = 400;
const REPEAT_MS = 80;

/** Buttons that acted while they were held down. The click at the end of such a press is ignored. @type {WeakSet<EventTarget>} */
const held = new WeakSet();

/**
 * Handlers for a button that acts once when it is tapped, and repeatedly while it is held down. Keyboards and screen
 * readers use the click, so only holding needs a pointer.
 *
 * @param {(repeats: number) => void} act `repeats`: how often it has acted in this press
 * @returns {{ press: (event: PointerEvent) => void, click: (event: Event) => void }} for `pointerdown` and `click`
 */
export function whileHeld(act) {
  return {
    press({ button, currentTarget: target }) {
      if (button !== 0 || !target) return;
      held.delete(target);
      let repeats = 0;
      let timer = setTimeout(function again() {
        held.add(target);
        act(repeats);
        repeats += 1;
        timer = setTimeout(again, REPEAT_MS);
      }, HOLD_MS);
      const end = new AbortController();
      const stop = () => {
        clearTimeout(timer);
        end.abort();
      };
      // On the window, because the button may be removed before it is released.
      for (const type of ['pointerup', 'pointercancel', 'blur']) addEventListener(type, stop, end);
      target.addEventListener('pointerleave', stop, end);
    },
    click({ currentTarget: target }) {
      if (target && !held.delete(target)) act(0);
    },
  };
}

/**
 * Takes the keys of a tool while it is open: they mean something else than outside of it. Tab goes on to the buttons.
 *
 * @param {HTMLElement} element of the photo's stage
 * @param {object} tool
 * @param {() => boolean} tool.isOpen
 * @param {(event: KeyboardEvent) => (() => void) | null} tool.commandOf what a key does, pressed without Alt; null: nothing here
 */
export function takeKeys(element, { isOpen, commandOf }) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!isOpen() || event.altKey) return;
    const command = event.key === 'Tab' ? null : commandOf(event);
    if (!command && event.key !== 'Tab') return;
    event.stopImmediatePropagation();
    if (!command) return;
    event.preventDefault();
    command();
  };
  element.addEventListener('keydown', onKey, { capture: true });
}

/**
 * Keyboard commands on the photo.
 *
 * @typedef {import('../../toolkit/arrows.js').Direction} Direction
 * @typedef {{ type: 'undo' } | { type: 'redo' }
 *   | { type: 'next', direction: 1 | -1 }
 *   | { type: 'move', direction: Direction, isHeld: boolean }
 *   | { type: 'resize', direction: Direction, isHeld: boolean }
 *   | { type: 'pan', direction: Direction }
 *   | { type: 'zoom', factor: number }
 *   | { type: 'remove' } | { type: 'accept' } | { type: 'deselect' } | { type: 'add' }
 *   | { type: 'fill' }} KeyCommand `fill`: fills the selected gap with boxes
 */
import { ARROWS } from '../../toolkit/arrows.js';

const KEY_ZOOM = 1.4;

/**
 * With nothing selected, an arrow key selects the first or the last box. Tab then moves from box to box and leaves the
 * photo after the last one. With nothing selected, Tab leaves at once, so the keyboard is never trapped.
 *
 * @param {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'repeat'>} event
 * @param {'box' | 'gap' | null} selected
 * @returns {KeyCommand | null} null: the key has no meaning here
 */
export function commandOfKey({ key, ctrlKey, metaKey, shiftKey, altKey, repeat }, selected) {
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === 'z') return { type: shiftKey ? 'redo' : 'undo' };
    return key.toLowerCase() === 'y' ? { type: 'redo' } : null;
  }
  const direction = ARROWS[key];
  if (direction && altKey) return { type: 'pan', direction };
  if (direction && selected !== 'box') {
    return { type: 'next', direction: direction.x + direction.y > 0 ? 1 : -1 };
  }
  if (direction) return { type: shiftKey ? 'resize' : 'move', direction, isHeld: repeat };
  if (key === 'Tab' && selected) return { type: 'next', direction: shiftKey ? -1 : 1 };
  if (key === 'Escape' && selected) return { type: 'deselect' };
  if (key === 'Delete' || key === 'Backspace') return selected ? { type: 'remove' } : null;
  if (key === 'Enter') return selected === 'gap' ? { type: 'accept' } : null;
  if (key === 'Insert' || key.toLowerCase() === 'a') return { type: selected === 'gap' ? 'fill' : 'add' };
  if (key === '+' || key === '=') return { type: 'zoom', factor: KEY_ZOOM };
  if (key === '-') return { type: 'zoom', factor: 1 / KEY_ZOOM };
  return key === '0' ? { type: 'zoom', factor: 0 } : null;
}

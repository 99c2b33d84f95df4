import { messages } from '../../messages.js';

/**
 * @param {import('../../photo/shot-review.js').ShotReview} review
 * @returns {string} describes the selection for screen readers; empty if nothing is selected
 */
export function selectionText({ selection, stops, original }) {
  if (!selection) return '';
  const row = selection.row + 1;
  if (selection.kind === 'gap') return messages.review.gapSelected(selection.facings, row);
  const boxes = stops.filter(({ kind }) => kind === 'box');
  const label = original.labels.length > 1 ? original.labels[selection.label] : '';
  return messages.review.boxSelected(boxes.indexOf(selection) + 1, boxes.length, row, label);
}

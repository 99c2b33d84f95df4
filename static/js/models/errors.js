import { CodedError } from '../toolkit/coded-error.js';

/**
 * Why a model cannot be had.
 *
 * @typedef {'insecure-origin' | 'download-failed' | 'model-damaged' | 'storage-full' | 'no-usable-model'
 *   | 'server-failed' | 'sign-in-needed'} ModelErrorCode
 */

/** @type {Record<ModelErrorCode, string>} */
const MEANING = {
  'insecure-origin': 'The page needs HTTPS to keep and to verify the model',
  'download-failed': 'A download failed',
  'model-damaged': 'A file of the model is not the one that its card describes',
  'storage-full': 'The browser has no room left to store the model',
  'server-failed': 'The server answers with an error',
  'sign-in-needed': 'Somebody who signs people in answers in place of the server',
  'no-usable-model': 'The server offers no model that this page can run',
};

/** @extends {CodedError<ModelErrorCode>} */
export class ModelError extends CodedError {
  /** @param {ModelErrorCode} code @param {import('../toolkit/coded-error.js').About} [about] */
  constructor(code, about) {
    super(code, MEANING[code], about);
  }
}

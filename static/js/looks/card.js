/**
 * The card of an embedder as the phone reads it: a small network that tells what a facing looks like. app/embedder_card.py
 * describes every field; the server has checked the card, and the reader leaves out what this page cannot run.
 *
 * @typedef {import('../models/card.js').BundleFile} BundleFile
 *
 * @typedef {object} EmbedderCard
 * @property {1} schemaVersion
 * @property {'embedder'} kind
 * @property {string} name
 * @property {string} version
 * @property {string} title
 * @property {{ name: string, range: [number, number], height: number, width: number }} input One crop is stretched to this size.
 * @property {{ margin: number }} crop `margin`: part of a box's width and height that is added on each side before it is cut out.
 * @property {{ name: string, dimensions: number }} output
 * @property {Limits} limits
 * @property {{ tolerance: number, numbers: number[] }} probe The vector of a picture that a formula draws, see detector/probe.js,
 *   and how far a number may be off.
 * @property {{ weights: string, data: string, commercialUse?: boolean | null }} licence
 * @property {BundleFile[]} files
 *
 * @typedef {object} Limits Cosines.
 * @property {number} alike Facings are grouped from here on, where no product is known.
 * @property {number} known A facing is named from here on,
 * @property {number} margin if its best product leads the second by so much.
 */

export {}; // types alone so far

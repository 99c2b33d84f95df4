/** Draws the stripes of barcodes, as a camera would see them: ISO/IEC 15420 (UPC-E) and 16390 (ITF). */

const LEFT = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
/** Which of the six digits are of even parity: that says the check digit. */
const PARITY = 'EEEOOO EEOEOO EEOOEO EEOOOE EOEEOO EOOEEO EOOOEE EOEOEO EOEOOE EOOEOE'.split(' ');
const WIDE = 3;
/** Of the five stripes of a digit, the wide ones. */
const ITF = '00110 10001 01001 11000 00101 10100 01100 00011 10010 01010'.split(' ');

const STRIPE_PX = 4;
const QUIET = 12;
const HEIGHT = 200;

/** @param {string} digits of a UPC-E: a zero, six digits, the check digit @returns {string} 1 is dark */
export function upcE(digits) {
  const inverted = (/** @type {string} */ stripes) =>
    stripes.replace(/./g, (each) => (each === '0' ? '1' : '0'));
  const even = (/** @type {string} */ stripes) => [...inverted(stripes)].reverse().join('');
  const parity = PARITY[Number(digits[7])];
  const six = [...digits.slice(1, 7)].map((digit, i) =>
    parity[i] === 'E' ? even(LEFT[Number(digit)]) : LEFT[Number(digit)],
  );
  return `101${six.join('')}010101`;
}

/** @param {string} digits an even number of them @returns {string} 1 is dark */
export function itf(digits) {
  const wide = (/** @type {string} */ is) => (is === '1' ? WIDE : 1);
  const pairs = digits.match(/../g) ?? [];
  const stripes = pairs.map(([dark, light]) =>
    [...ITF[Number(dark)]]
      .map((is, i) => '1'.repeat(wide(is)) + '0'.repeat(wide(ITF[Number(light)][i])))
      .join(''),
  );
  return `1010${stripes.join('')}${'1'.repeat(WIDE)}01`;
}

/** @param {string} stripes @returns {any} a canvas of them */
export function canvasOf(stripes) {
  const line = [...`${'0'.repeat(QUIET)}${stripes}${'0'.repeat(QUIET)}`];
  const width = line.length * STRIPE_PX;
  const data = new Uint8ClampedArray(width * HEIGHT * 4).fill(255);
  for (let y = 20; y < HEIGHT - 20; y += 1)
    for (let x = 0; x < width; x += 1)
      if (line[Math.floor(x / STRIPE_PX)] === '1')
        data.fill(20, (y * width + x) * 4, (y * width + x) * 4 + 3);
  const pixels = { data, width, height: HEIGHT, colorSpace: 'srgb' };
  return { width, height: HEIGHT, getContext: () => ({ getImageData: () => pixels }) };
}

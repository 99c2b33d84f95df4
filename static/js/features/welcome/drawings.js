/**
 * The drawings of the welcome screens, one for each; our own work. css/features/welcome.css has the colours, so that they
 * follow the light and dark schemes.
 */
import { html, svg } from '../../../vendor/lit.js';

/**
 * A product on a shelf: its position and size.
 * @typedef {{ kind: 'bottle' | 'can' | 'carton' | 'box', x: number, floor: number, width: number, height: number }} Product
 */

/** @type {Record<Product['kind'], (product: Product) => unknown>} */
const shapes = {
  bottle: ({ x, floor, width: w, height: h }) =>
    svg`<path d=${[
      `M${x + w * 0.34} ${floor - h}h${w * 0.32}v${h * 0.2}`,
      `c0 ${h * 0.12} ${w * 0.34} ${h * 0.14} ${w * 0.34} ${h * 0.34}`,
      `V${floor - 4}a4 4 0 0 1-4 4H${x + 4}a4 4 0 0 1-4-4V${floor - h * 0.46}`,
      `c0-${h * 0.2} ${w * 0.34}-${h * 0.22} ${w * 0.34}-${h * 0.34}Z`,
    ].join('')} />`,
  can: ({ x, floor, width, height }) =>
    svg`<rect x=${x} y=${floor - height} width=${width} height=${height} rx="7" />`,
  carton: ({ x, floor, width, height }) =>
    svg`<path d=${[
      `M${x + width * 0.28} ${floor - height}h${width * 0.44}l${width * 0.28} ${height * 0.22}`,
      `V${floor - 3}a3 3 0 0 1-3 3H${x + 3}a3 3 0 0 1-3-3V${floor - height * 0.78}Z`,
    ].join('')} />`,
  box: ({ x, floor, width, height }) =>
    svg`<rect x=${x} y=${floor - height} width=${width} height=${height} rx="3" />`,
};

/** @param {Product} product */
const label = ({ x, floor, width, height }) =>
  svg`<rect class="draw-label" x=${x + width * 0.18} y=${floor - height * 0.44} width=${width * 0.64}
    height=${height * 0.2} rx="2" />`;

/** @param {Product} product */
const frame = ({ x, floor, width, height }) =>
  svg`<rect class="draw-frame" x=${x - 3} y=${floor - height - 3} width=${width + 6} height=${height + 4} rx="6" />`;

/** @param {Product[]} products */
const goods = (products) => products.map((each) => [shapes[each.kind](each), label(each)]);

/**
 * @param {number} floor
 * @param {number} from
 * @param {[Product['kind'], number, number][]} sizes kind, width and height, from left to right
 * @returns {Product[]}
 */
function row(floor, from, sizes) {
  const gap = 11;
  let x = from;
  return sizes.map(([kind, width, height]) => {
    const product = { kind, x, floor, width, height };
    x += width + gap;
    return product;
  });
}

const shelves = [
  row(98, 2, [
    ['can', 32, 46],
    ['can', 32, 46],
    ['bottle', 26, 72],
    ['bottle', 26, 72],
    ['bottle', 26, 72],
    ['carton', 34, 62],
    ['carton', 34, 62],
    ['box', 36, 54],
  ]),
  row(192, -8, [
    ['carton', 36, 64],
    ['carton', 36, 64],
    ['carton', 36, 64],
    ['can', 30, 50],
    ['can', 30, 50],
    ['bottle', 28, 70],
    ['bottle', 28, 70],
    ['bottle', 28, 70],
  ]),
  row(286, 4, [
    ['bottle', 28, 68],
    ['bottle', 28, 68],
    ['box', 36, 48],
    ['box', 36, 48],
    ['can', 32, 56],
    ['can', 32, 56],
    ['can', 32, 56],
    ['carton', 34, 66],
  ]),
];

const boards = [98, 192, 286].map((y) => svg`<rect x="-20" y=${y} width="400" height="7" rx="3.5" />`);

/** The screen of the phone in front of the shelf. */
const SCREEN = { left: 104, right: 250, bottom: 214 };
const inSight = shelves
  .flat()
  .filter(({ x, width, floor }) => x + width > SCREEN.left && x < SCREEN.right && floor < SCREEN.bottom);

/** A phone in front of a shelf, with a box around every product on its screen. */
const count = html`<svg class="drawing" viewBox="18 0 318 300" aria-hidden="true">
  <g class="draw-far">${boards}${shelves.map(goods)}</g>
  <rect class="draw-phone" x="96" y="6" width="162" height="288" rx="28" />
  <clipPath id="welcome-screen"><rect x="104" y="14" width="146" height="272" rx="20" /></clipPath>
  <g clip-path="url(#welcome-screen)">
    <rect class="draw-screen" x="104" y="14" width="146" height="272" />
    <g class="draw-near">${boards}${shelves.map(goods)}</g>
    ${inSight.map(frame)}
    <rect class="draw-bar" x="104" y="214" width="146" height="72" />
    <text class="draw-number" x="120" y="262">${inSight.length}</text>
    <circle class="draw-shutter" cx="216" cy="250" r="17" />
    <circle class="draw-shutter-core" cx="216" cy="250" r="12" />
  </g>
</svg>`;

const small = [
  ...row(138, 139, [
    ['bottle', 16, 42],
    ['bottle', 16, 42],
    ['carton', 18, 36],
  ]),
  ...row(200, 137, [
    ['can', 18, 30],
    ['can', 18, 30],
    ['box', 20, 34],
  ]),
];

/** A phone between a crossed-out network and a lock: pictures stay on the phone. */
const alone = html`<svg class="drawing" viewBox="34 4 288 292" aria-hidden="true">
  <circle class="draw-halo" cx="176" cy="150" r="140" />
  <circle class="draw-ring" cx="176" cy="150" r="112" />
  <rect class="draw-phone" x="114" y="30" width="124" height="240" rx="24" />
  <rect class="draw-screen" x="121" y="37" width="110" height="226" rx="18" />
  <g class="draw-near">
    ${[138, 200].map((y) => svg`<rect x="121" y=${y} width="110" height="5" />`)}${goods(small)}
  </g>
  ${small.map(frame)}
  <text class="draw-number draw-number--middle" x="176" y="246">${small.length}</text>
  <circle class="draw-badge draw-badge--quiet" cx="84" cy="88" r="34" />
  <g class="draw-sign draw-sign--quiet">
    <path d="M66 82a27 27 0 0 1 36 0M72.500 89.500a17.500 17.500 0 0 1 23 0M79 97a7.500 7.500 0 0 1 10 0M84 103.500v.01M68 70l33 36" />
  </g>
  <circle class="draw-badge" cx="264" cy="214" r="38" />
  <g class="draw-sign">
    <rect x="249" y="211" width="30" height="23" rx="5" />
    <path d="M255 211v-6.500a9 9 0 0 1 18 0v6.500M264 220v5" />
  </g>
</svg>`;

/** @param {number} y @param {unknown} marks on the photo */
const entry = (y, marks) => svg`<g transform=${`translate(64 ${y})`}>
  <rect class="draw-screen" width="52" height="44" rx="8" />
  <rect class="draw-shelf" x="6" y="33" width="40" height="3" rx="1.500" />
  ${marks}
  <rect class="draw-words" x="66" y="9" width="62" height="8" rx="4" />
  <rect class="draw-words draw-words--quiet" x="66" y="26" width="42" height="8" rx="4" />
  <rect class="draw-tally" x="140" y="8" width="32" height="27" rx="13.500" />
  <path class="draw-check" d="m149.500 21.800 4.500 4.400 8.500-9" />
</g>`;

/** @param {number} x @param {number} y @param {number} height @param {string} [kind] */
const mark = (x, y, height, kind = '') =>
  svg`<rect class=${`draw-frame draw-frame--small ${kind}`} x=${x} y=${y} width="10" height=${height} rx="3" />`;

/** An audit with photos, one of them corrected by hand, being sent to the office. */
const send = html`<svg class="drawing" viewBox="34 4 288 292" aria-hidden="true">
  <rect class="draw-sheet draw-sheet--behind" x="64" y="30" width="200" height="240" rx="20" />
  <rect class="draw-sheet" x="44" y="48" width="212" height="238" rx="20" />
  <rect class="draw-words" x="64" y="72" width="104" height="12" rx="6" />
  <rect class="draw-words draw-words--quiet" x="64" y="94" width="64" height="8" rx="4" />
  ${entry(122, [mark(8, 12, 20), mark(21, 12, 20), mark(34, 12, 20)])}
  ${entry(176, [mark(8, 16, 16), mark(21, 8, 24), mark(34, 8, 24, 'draw-frame--hand')])}
  ${entry(230, [mark(8, 10, 22), mark(21, 10, 22, 'draw-frame--missing'), mark(34, 14, 18)])}
  <path class="draw-trail" d="M214 128c34 4 56-12 66-40" />
  <g transform="translate(262 16)">
    <path class="draw-plane" d="M0 34 70 2 48 66 30 46Z" />
    <path class="draw-plane draw-plane--fold" d="M30 46 70 2 36 52v16l-6-22Z" />
  </g>
</svg>`;

export const drawings = [count, alone, send];

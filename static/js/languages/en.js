/**
 * Every text that a person reads, in English; the other languages say the same. Plain text only (views add the markup);
 * a text with a number or a name in it is a function, so that another language can put its words in another order.
 */

import { formatsOf, textFor } from './formats.js';
import { countOf, photoNames } from './photo-names.js';

/** @typedef {typeof messages} Messages */
/** @typedef {typeof problems} Problems */
/** @typedef {typeof auditProblems} AuditProblems */

const { number, decimal, plural, quantity, names, size, moment, rate, dayAndTime, day, percent, signed } =
  formatsOf('en');

/** @param {number} count */
const products = (count) => plural(count, 'product', 'products');

/** What happened, and what to do about it. */
const problems = {
  'camera-denied': {
    title: 'The camera is not allowed',
    text:
      'Allow it for this page, at the icon beside the address or in the settings of the phone, and try again. ' +
      'You can also count the products on a photo.',
  },
  'camera-none': {
    title: 'No camera found',
    text: 'This device has no camera that the browser can use. Choose a photo of a shelf instead.',
  },
  'camera-busy': {
    title: 'The camera is in use',
    text: 'Another app or tab is using the camera. Close it, then try again.',
  },
  'camera-lost': {
    title: 'The camera stopped',
    text: 'It was unplugged or taken by another app. Try again to switch it back on.',
  },
  'camera-unsupported': {
    title: 'No camera in this browser',
    text:
      'This browser does not let pages use the camera. Open this page in a current Chrome, Edge, Firefox or ' +
      'Safari, or choose a photo of a shelf.',
  },
  'in-app-ios': {
    title: 'Open this page in Safari',
    text: 'It is still inside another app, where the camera often does not work. Look for “Open in Safari” or “Open in browser”, often behind ⋯ or the share button. You can also choose a photo here.',
  },
  'in-app-android': {
    title: 'Open this page in Chrome',
    text: 'It is still inside another app, where the camera often does not work. Tap ⋮, then “Open in Chrome” or “Open in browser”. You can also choose a photo here.',
  },
  'insecure-origin': {
    title: 'This address is not secure',
    text:
      'Browsers allow the camera and work without network only on addresses that start with https://. ' +
      'Ask whoever gave you the address for the secure one.',
  },
  'picture-unreadable': {
    title: 'This photo cannot be opened',
    text: 'The file is damaged or of a kind that this browser cannot read. A JPEG or PNG picture works.',
  },
  'detection-failed': {
    title: 'Counting did not work',
    text: 'Something went wrong while counting. Try again; if it happens once more, reload the page.',
  },
  'no-network-no-model': {
    title: 'The detector is not on this device yet',
    text: 'It is fetched once, and for that you need a network. Connect, then try again.',
  },
  'download-failed': {
    title: 'The detector could not be fetched',
    text: 'The connection broke off. What has arrived is kept: try again to go on from there.',
  },
  'model-damaged': {
    title: 'The detector arrived damaged',
    text: 'It was not used. Try again; if it happens once more, tell whoever runs this server.',
  },
  'storage-full': {
    title: 'No space left on this device',
    text: 'The detector does not fit. Remove some photos or apps, then try again.',
  },
  'no-backend': {
    title: 'This browser is too old',
    text: 'It cannot run the detector. Open this page in a current Chrome, Edge, Firefox or Safari.',
  },
  'model-unusable': {
    title: 'The detector does not work here',
    text: 'It could not be started, although this browser has what it needs. Try again, or restart the browser; if it stays so, tell whoever runs this server.',
  },
  'server-failed': {
    title: 'The server has a problem',
    text: 'It answers with an error instead of a detector. Try again in a while; if it stays so, tell whoever runs this server.',
  },
  'sign-in-needed': {
    title: 'A sign-in is needed',
    text: 'Another page answers in place of the detector: most likely the sign-in of your company or of this Wi-Fi. Sign in, and it goes on.',
  },
  'no-usable-model': {
    title: 'No detector fits this page',
    text: 'The server offers none that this version of the page can use. Reload the page; if it stays so, tell whoever runs this server.',
  },
  'start-failed': {
    title: 'The detector did not start',
    text: 'Try again; if it happens once more, reload the page.',
  },
  'worker-lost': {
    title: 'The detector stopped',
    text: 'It is started again. Try once more to count.',
  },
  unknown: {
    title: 'Something went wrong',
    text: 'Try again; if it happens once more, reload the page.',
  },
};

/** @param {number} count */
const photoCount = (count) => quantity(count, 'photo', 'photos');

/** @param {number} count */
const auditCount = (count) => quantity(count, 'visit', 'visits');

/** @param {import('./photo-names.js').NamedPhotos[]} photos */
const named = (photos) =>
  photoNames(photos, {
    one: 'photo',
    many: 'photos',
    all: 'the whole visit',
    untitled: 'Store without a name',
  });

const auditProblems = {
  'storage-full':
    'There is no space left on this device, so the newest changes are not saved yet. Keep this page open, free some ' +
    'space, then try again. You can also export now.',
  'storage-failed':
    'The browser could not read or save your visits. Keep this page open and try again. You can also export now.',
  'storage-silent':
    'The browser does not open your visits. Try again. If it stays so, close all tabs of Shelfscan, or restart the browser.',
  'storage-cleared':
    'What was stored here was deleted, for example with the browser’s data of websites. Shelfscan did not do it. What you count now is stored again.',
  'storage-outdated':
    'Another tab runs a newer version. Export what is not saved yet, then reload this page.',
  'storage-blocked': 'Another tab has an older version of Shelfscan open. Close that tab, then try again.',
  'import-unreadable':
    'This file cannot be opened. It is damaged, or it is not a file that Shelfscan has exported.',
  'import-foreign': 'This file holds no visits. Choose a zip file that Shelfscan has exported.',
  'import-newer': 'This file is from a newer version of Shelfscan. Update this page, then try again.',
  'import-damaged': 'This file is damaged, so nothing was taken from it. Ask for it to be exported again.',
  'import-running':
    'Another import is under way, here or in another tab. Wait until it is done, then try again.',
  'export-failed': 'The export did not work. Try again; if it happens once more, choose fewer visits.',
  'photo-missing':
    'This photo is not on this device. Its counts are kept. If you have an exported file with it, import that file again.',
  'open-elsewhere': 'This photo is open in another tab. Close it there first.',
  'audit-gone': 'This visit is not on this device. It was deleted, or it is on another phone.',
  'photo-gone': 'This photo is no longer on this device.',
  'files-unreadable':
    'Some of the photos could not be read, for example because they are only in the cloud. Open them once in your gallery, then choose them again.',
  'not-countable':
    'This photo could not be counted: this browser cannot show it, or the detector is not ready. It is stored, and goes into exports as it is.',
  unknown: 'Something went wrong. Try again; if it happens once more, reload the page.',
};

export const messages = {
  appName: 'Shelfscan',

  start: {
    headline: 'Count every product on the shelf',
    lead: 'Point your phone at a shelf. Each product at the front gets a box and is counted.',
    camera: 'Start camera',
    photo: 'Choose a photo',
    sample: 'Try the sample shelf',
    privacy: 'Pictures stay on this phone',
    researchOnly: 'For research only, not for business',
    pictureAlt: 'A shop shelf with a box around each product',
  },

  welcome: {
    heading: 'What Shelfscan does',
    skip: 'Skip',
    back: 'Back',
    next: 'Next',
    begin: 'Start',
    again: 'How it works',
    screens: [
      {
        title: 'Point at the shelf',
        text: 'Every product at the front gets a box and is counted: live, or on a photo.',
      },
      {
        title: 'Your phone does it alone',
        text: 'It works without a network, and the pictures stay on this phone.',
      },
      {
        title: 'From the shelf to the office',
        text: 'Correct a count, collect the photos of a store visit, and send it all to the office.',
      },
    ],
    camera:
      'The browser will ask for the camera: it is needed to count, and is on only while you see its picture.',
    /** @type {(number: number, total: number, words: string) => string} */
    announceScreen: (which, total, words) => `${which} of ${total}: ${words}`,
  },

  install: {
    title: 'Put Shelfscan on the home screen',
    text: 'Opens like an app, works without a network.',
    // Of Safari's own tabs on iPhones and iPads.
    textInSafari:
      'Works without a network, and keeps visits: Safari may delete them after seven days in which you do not open it.',
    install: 'Install',
    showHow: 'Show how',
    notNow: 'Not now',
    stepsTitle: 'Onto the home screen',
    close: 'Close',
    done: 'Done',
    // The words in quotation marks are those that the phone itself shows in this language.
    steps: {
      'ios-safari': [
        'Tap Share. If you do not see it, tap ⋯ first.',
        'Choose “Add to Home Screen”, further down in the list.',
        'Tap “Add”.',
      ],
      'ios-chrome': [
        'Tap Share, beside the address.',
        'Choose “Add to Home Screen”, further down in the list.',
        'Tap “Add”.',
      ],
      'ios-menu': [
        'Open the browser’s menu and tap Share.',
        'Choose “Add to Home Screen”, further down in the list.',
        'Tap “Add”.',
      ],
      'firefox-android': [
        'Open the browser’s menu.',
        'Choose “Add app to Home screen” or “Install”.',
        'Tap “Add”.',
      ],
    },
  },

  network: {
    gone: 'No network. Everything works, nothing is lost.',
    back: 'The network seems to be back.',
    resumed: 'The network seems to be back. The detector is being fetched.',
    /** Something that is not on this phone yet. */
    missing: {
      detector: {
        title: 'No network yet.',
        text: 'The detector is fetched once: connect, and it goes on by itself.',
      },
      page: {
        title: 'No network.',
        text: 'Counting works as long as this page stays open. Connect once, and it works without a network too.',
      },
    },
  },

  model: {
    download: 'Fetching the detector',
    /** @type {(loaded: number, total: number) => string} */
    downloaded: (loaded, total) => `${decimal(loaded / 1e6)} of ${decimal(total / 1e6)} MB`,
    prepare: 'Getting ready',
    prepareHint: 'a few seconds',
    ready: 'Ready',
    onlineReady: 'Ready, as long as there is a network',
    changedOnTheWay:
      'Something between this device and the server changes the page, so it cannot be kept here. Tell whoever runs this server.',
    offlineReady: 'Ready to work offline',
    retry: 'Try again',
    /** @type {(version: string) => string} */
    updated: (version) => `A better detector has arrived (${version}). It is used from the next start.`,
    refused: 'A newer detector did not work on this device, so the one before stays in use.',
    fallback: 'The fastest way to count did not work on this device, so another one is used.',
    restarted: 'The detector stopped and is being started again.',
  },

  live: {
    heading: 'Live count',
    opening: 'Starting the camera',
    openingHint: 'If the browser asks, tap Allow.',
    takePhoto: 'Take a photo',
    choosePhoto: 'Choose a photo',
    close: 'Close the camera',
    steady: 'Steady',
    waiting: 'Waiting for the camera',
    counting: 'Counting',
    tooFast: 'Too fast',
    pause: 'Pause',
    resume: 'Go on',
    paused: 'Paused',
    pausedHint: 'Tap a product to mark it, anywhere else to go on.',
    picture: 'The picture that stands still',
    keys: 'Arrow keys go from product to product, Enter marks one, Escape lets go.',
    /** @type {(product: { row: number, index: number, total: number, isMarked: boolean }) => string} `index` in its row */
    product: ({ row, index, total, isMarked }) =>
      `Row ${row}, product ${index} of ${total}${isMarked ? ', marked' : ''}.`,
    light: 'Light',
    camera: 'Choose a camera',
    /** @type {(lens: { side: 'rear' | 'front' | 'other', number: number, label: string }) => string} */
    lens: ({ side, number, label }) => {
      if (side === 'other') return label || `Camera ${number}`;
      return side === 'rear' ? `Rear camera ${number}` : `Front camera ${number}`;
    },
    zoom: 'Zoom',
    /** @param {number} factor */
    zoomFactor: (factor) => `${number(factor)}×`,
    /** @param {number} count */
    marked: (count) => (count === 1 ? '1 product marked' : `${count} products marked`),
    clearMarks: 'Unmark',
    /** @param {string} title of a product */
    finding: (title) => `Looking for ${title}`,
    /** @type {(title: string, count: number) => string} */
    foundHere: (title, count) => `${title}: ${quantity(count, 'facing', 'facings')} here`,
    cannotFind: 'Products cannot be told apart now',
    endFinding: 'End',
    /** @type {Readonly<Record<'dark' | 'blurred' | 'far' | 'nothing' | 'fast' | 'frozen', string>>} */
    hints: {
      dark: 'It is too dark to count well. Find more light.',
      blurred: 'The picture is blurred. Hold the phone still.',
      far: 'The products look too small. Step closer or zoom in.',
      nothing: 'No products found. Point the camera at a shelf.',
      fast: 'Slower, please: the phone moves too fast to count.',
      frozen: 'The camera gives no picture. Wait a moment, or close it and start it again.',
    },
    darkWithLight: 'It is too dark to count well. Switch on the light.',
  },

  region: {
    only: 'This part only',
    tool: 'Part only',
    title: 'What counts',
    hint: 'Drag the corners, or tap a corner and then its new place.',
    placing: 'Tap where it should go.',
    all: 'Count the whole photo',
    label: 'The part of the picture that counts',
    corners: {
      topLeft: 'Top left corner, move with the arrow keys',
      topRight: 'Top right corner, move with the arrow keys',
      bottomLeft: 'Bottom left corner, move with the arrow keys',
      bottomRight: 'Bottom right corner, move with the arrow keys',
      all: 'Move the frame, also with the arrow keys',
    },
  },

  photo: {
    heading: 'Photo',
    pictureAlt: 'The photo that was counted',
    working: 'Counting',
    workingHint: 'Looking at every corner of the photo',
    none: 'No products found',
    noneHint: 'Step closer, find more light or hold the phone still, then try again.',
    backToCamera: 'Back to camera',
    startCamera: 'Start camera',
    another: 'Choose another photo',
    anotherShort: 'Photo',
    close: 'Close the photo',
  },

  remarks: {
    dark: 'This photo is too dark to count well. Take it again with more light.',
    blurred: 'This photo is blurred. Take it again, with a steady hand.',
    lying: 'The photo seems to lie on its side.',
    /** @param {number} count */
    far: (count) => `About ${count} products further away. Leave them out?`,
  },

  turn: {
    tool: 'Turn the photo to the right',
    yes: 'Turn it',
    no: 'Leave it as it is',
    failed: 'The photo could not be turned. It is as it was before.',
  },

  review: {
    photo: 'The photo with a box around each product',
    keys:
      'Press an arrow key to select a box and Tab to go on to the next. Arrow keys move the selected box, with Shift ' +
      'they change its size, Delete removes it. Press A to add a box, in a gap too, plus and minus to zoom, Escape to ' +
      'let go.',
    undo: 'Undo',
    redo: 'Redo',
    add: 'Add',
    addTitle: 'Add a missed product',
    addHint: 'Tap it, or drag a frame around it.',
    addHintInPart: 'Tap it inside the frame, or drag a box around it.',
    addedHint: 'Tap the next one, or drag this one.',
    done: 'Done',
    remove: 'Remove',
    adjust: 'Adjust',
    adjustWays: { move: 'Move', resize: 'Size' },
    nudges: {
      move: { left: 'Move left', up: 'Move up', down: 'Move down', right: 'Move right' },
      resize: { left: 'Narrower', up: 'Shorter', down: 'Taller', right: 'Wider' },
    },
    kind: 'Kind of product',
    sensitivity: 'Sensitivity',
    fewer: 'Fewer boxes',
    more: 'More boxes',
    usual: 'Reset',
    sensitivityHint: 'Slide to the right if products are missed, to the left if there are too many boxes.',
    /** @param {number} percent */
    sensitivityText: (percent) => `Counts what is a product with ${percent} percent certainty or more`,
    /** @param {number} count */
    bringBack: (count) => (count === 1 ? 'Bring back 1 removed box' : `Bring back ${count} removed boxes`),
    rows: 'Rows',
    /** @param {number} count */
    rowCount: (count) => (count === 1 ? '1 shelf row' : `${count} shelf rows`),
    noRows: 'No rows yet. Add the products that are on the shelf.',
    /** @param {number} row */
    row: (row) => `Row ${row}`,
    /** @param {number} count */
    products: (count) => quantity(count, 'product', 'products'),
    /** @param {number} count */
    facings: (count) => quantity(count, 'facing', 'facings'),
    facingsHint: 'A facing is a place at the front of a shelf: products on top of each other are one facing.',
    noShelf: 'Without a shelf',
    display: 'No shelves here: the products stand on each other.',
    /** @param {number} count */
    gaps: (count) => (count === 1 ? '1 gap' : `${count} gaps`),
    /** @param {number} count */
    checkGaps: (count) => (count === 1 ? 'Check 1 gap' : `Check ${count} gaps`),
    /** @param {number} count */
    missing: (count) => (count === 1 ? '1 missing' : `${count} missing`),
    /** @param {number} row */
    boxTitle: (row) => (row > 0 ? `Product in row ${row}` : 'Product'),
    boxHint: 'Drag it or its corners. Tap twice to zoom in.',
    /** @param {number} count */
    gapTitle: (count) => (count === 1 ? 'Is a product missing here?' : `Are ${count} products missing here?`),
    gapAcceptedTitle: 'Marked as missing',
    /** @param {number} row */
    gapHint: (row) => (row > 0 ? `Row ${row} has room here.` : 'There is room here.'),
    accept: 'Yes, missing',
    dismiss: 'No gap',
    /** @type {(count: number) => string} */
    fill: (count) => (count === 1 ? 'There is a product' : 'They are there'),
    /** @param {number} count */
    undone: (count) => `Undone. ${count} ${products(count)}.`,
    /** @param {number} count */
    redone: (count) => `Done again. ${count} ${products(count)}.`,
    /** @param {number} count */
    removed: (count) => `Box removed. ${count} ${products(count)}.`,
    /** @param {number} count */
    added: (count) => `Box added. ${count} ${products(count)}.`,
    /** @param {number} count */
    partCounts: (count) => `Only the part in the frame counts. ${count} ${products(count)}.`,
    /** @param {number} count */
    allCounts: (count) => `The whole photo counts. ${count} ${products(count)}.`,
    notInPart: 'Not added: it is outside the part that counts.',
    gapAccepted: 'Marked as missing.',
    gapDismissed: 'Not counted as a gap.',
    /** @type {(added: number, count: number) => string} */
    gapFilled: (added, count) =>
      `${added === 1 ? 'Box' : `${added} boxes`} added in the gap. ${count} ${products(count)}.`,
    /** @type {(index: number, total: number, row: number, label: string) => string} label is empty for a single kind */
    boxSelected: (index, total, row, label) =>
      `${label ? `${label}, ` : ''}box ${index} of ${total}${row > 0 ? `, row ${row}` : ''}.`,
    /** @type {(count: number, row: number) => string} */
    gapSelected: (count, row) =>
      `Gap${row > 0 ? ` in row ${row}` : ''}, room for ${count} ${products(count)}. Enter says that it is missing, ` +
      'Delete that it is no gap, A that there is a product.',
  },

  leaveOut: {
    yes: 'Leave out',
    no: 'No',
  },

  marks: {
    tool: 'Mark',
    title: 'Mark products',
    hint: 'Draw around them, swipe over them or tap them.',
    keys: 'Arrow keys go from box to box, Space marks one, Delete removes what is marked, Enter keeps it, Escape ends this.',
    /** @param {number} count */
    marked: (count) => `${count} marked`,
    isMarked: 'Marked.',
    isNotMarked: 'Not marked.',
    keep: 'Keep',
    name: 'Name them',
    unmark: 'Unmark',
    /** @type {(marked: number, count: number) => string} */
    removed: (marked, count) => `${marked} removed. ${count} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    kept: (marked, count) => `${marked} kept as products. ${count} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    named: (marked, count) => `${marked} named. ${count} ${products(count)}.`,
  },

  byProduct: {
    table: 'By product',
    product: 'Product',
    /** @type {(products: number, named: number, all: number) => string} */
    summary: (count, named, all) =>
      `${quantity(count, 'product', 'products')} named on ${number(named)} of ${quantity(all, 'facing', 'facings')}`,
    /** @type {(byPerson: number, byLooks: number) => string} */
    how: (byPerson, byLooks) =>
      byLooks > 0
        ? `Named by people: ${number(byPerson)}. Known by their looks: ${number(byLooks)}.`
        : `Named by people: ${number(byPerson)}.`,
    notNamed: 'Not named',
    /** @param {number} count */
    notNamedFacings: (count) => `Not named: ${quantity(count, 'facing', 'facings')}`,
    /** @param {string} brand */
    ofBrand: (brand) => `${brand}, product not named`,
    productNotNamed: 'Product not named',
    noBrand: 'Without a brand',
    isNew: 'new',
    /** @type {(name: string, before: number) => string} */
    gone: (name, before) => `${name} (${number(before)})`,
    /** @param {string} list of names */
    goneNow: (list) => `Gone since the last visit: ${list}.`,
    /** @param {number} count */
    compared: (count) => `Compared by ${quantity(count, 'named product', 'named products')}.`,
    mayBeAmong: 'What is not named may be one of them.',
    notCompared: 'Not compared by product: too little is named in one of the two visits.',
  },

  brands: {
    tool: 'Brands',
    title: 'Name products',
    which: 'The brand that they get',
    unnamed: 'Unnamed',
    waysLabel: 'What one tap names',
    ways: { boxes: 'Single', row: 'Whole row', span: 'From – to' },
    hints: {
      boxes: 'Tap them, swipe over them or draw around them.',
      row: 'Tap a product: its whole row is named.',
      span: 'Tap the first product.',
      last: 'Now tap the last product.',
    },
    empty: 'Add the brands that you look for first.',
    keys: 'Arrow keys go from box to box, Space names it, Delete takes its name away, the numbers 1 to 9 choose a brand, 0 none, Escape ends this.',
    /** @param {string} name empty: none */
    chosen: (name) => (name ? `Brand: ${name}.` : 'Names are taken away.'),
    /** @type {(count: number, name: string) => string} name is empty where they have none now */
    painted: (count, name) =>
      name
        ? `${quantity(count, 'product', 'products')}: ${name}.`
        : `${quantity(count, 'product', 'products')} without a name.`,
    nothingNew: 'Nothing new here.',

    percent,
    /** @param {string} part such as 42% */
    oursPart: (part) => `Ours ${part}`,
    /** @param {string} part */
    unnamedPart: (part) => `unnamed ${part}`,
    shareTitle: 'Share of shelf',
    ours: 'Ours',
    others: 'Others',
    /** @type {(ours: string, others: string, unnamed: string) => string} */
    shareText: (ours, others, unnamed) => `Ours ${ours}, others ${others}, unnamed ${unnamed} of all facings`,
    table: 'By brand',
    brand: 'Brand',
    facings: 'Facings',
    byFacings: 'Share',
    byWidth: 'Of the width',
    widthHint:
      'Facings are the places at the front of a shelf. A wide product takes more of the width than a narrow one.',
    /** @param {number} photos */
    notCounted: (photos) => `Without ${photoCount(photos)} that ${plural(photos, 'is', 'are')} not counted.`,
    number,

    heading: 'Brands',
    settingsHint: 'Yours and others, for the share of shelf',
    /** @param {number} count */
    count: (count) => quantity(count, 'brand', 'brands'),
    edit: 'Edit',
    addFirst: 'Add brands',
    emptyHint:
      'With a list of brands you can say on each photo which product is whose, and see what share of the shelf yours have.',
    listHint: 'On a photo, tap Brands to name the products.',
    newNames: 'Names of brands, with commas between them',
    example: 'Nordmark, Alpina',
    add: 'Add',
    whose: 'Whose they are',
    /** @param {string[]} added */
    added: (added) => (added.length > 0 ? `Added: ${names(added)}.` : 'Nothing new here.'),
    /** @param {string} name */
    nameOf: (name) => `Name of ${name}`,
    /** @param {string} name */
    isOurs: (name) => `${name} is ours`,
    /** @param {string} name */
    remove: (name) => `Delete ${name}`,
    /** @param {string} name */
    isDeleted: (name) => `${name} was deleted. Its products are unnamed now.`,
    /** @param {string} name */
    isTaken: (name) => `There is a brand named ${name} already.`,
  },

  check: {
    /** @type {(low: number, high: number) => string} */
    likely: (low, high) => `Likely ${low} to ${high}`,
    /** @param {number} count */
    boxes: (count) => (count === 1 ? 'Check 1 box' : `Check ${count} boxes`),
    whole: 'Check the photo',
    isProduct: 'Is this one product?',
    isProductHint: 'No, if another box has it already.',
    /** @param {number} count */
    left: (count) => (count === 1 ? 'The last one.' : `${count} left.`),
    keys: 'Enter says yes, Delete no, the right arrow key that you cannot tell.',
    yes: 'Product',
    no: 'No product',
    skip: 'I cannot tell',
    isAll: 'Does every product have a box now?',
    isAllHint: 'Look at the whole photo.',
    all: 'Yes, all',
    notAll: 'No, add one',
    /** @type {(isProduct: boolean, count: number) => string} */
    said: (isProduct, count) => `${isProduct ? 'Product' : 'No product'}. ${count} ${products(count)}.`,
    /** @param {number} count */
    vouched: (count) => `Checked. ${count} ${products(count)}.`,
  },

  problem: {
    retry: 'Try again',
    photo: 'Choose a photo',
    back: 'Back to start',
  },

  page: {
    back: 'Back',
  },

  notes: {
    open: 'Note',
    /** @param {number} count */
    openWith: (count) => `Note, ${quantity(count, 'entry', 'entries')}`,
    tags: 'Tags',
    suggestions: ['Price missing', 'Promotion not built', 'Damaged'],
    newTag: 'New tag',
    addTag: 'Add the tag',
    changeList: 'Change list',
    /** @param {string} tag */
    forgetTag: (tag) => `Take “${tag}” off the list`,
    /** @param {string} tag */
    tagForgotten: (tag) => `“${tag}” is off the list`,
    /** @param {string} tag */
    tagOn: (tag) => `Noted: ${tag}`,
    /** @param {string} tag */
    tagOff: (tag) => `Not noted any more: ${tag}`,
    text: 'Note on this photo',
    markPlace: 'Mark a place',
    markHint: 'Tap the place on the photo.',
    markMiddle: 'Mark the middle',
    placeHint: 'Drag it, or tap the next place.',
    word: 'What is there?',
    /** @type {(number: number, text: string) => string} */
    place: (number, text) => (text ? `Place ${number}: ${text}` : `Place ${number}`),
    /** @param {number} number */
    placed: (number) => `Place ${number} is marked`,
    /** @param {number} number */
    placeRemoved: (number) => `Place ${number} is removed`,
    /** @param {number} most */
    enoughPlaces: (most) => `A photo has room for ${number(most)} places`,
  },

  person: {
    heading: 'You',
    name: 'Your name',
    nameHint: 'It stands on the visits that you start from now on, and in their reports and exports.',
    /** @type {(isDenied: boolean) => string} */
    noPlace: (isDenied) =>
      isDenied
        ? 'This visit has no location: the phone does not allow it. Everything else works.'
        : 'This visit has no location: the phone did not find out where it is. Everything else works.',
  },

  report: {
    open: 'Report',
    /** @param {string} store */
    title: (store) => `Report on ${store}`,
    preparing: 'Making the report',
    /** @type {(done: number, total: number) => string} */
    progress: (done, total) => `Making the report: photo ${number(done)} of ${number(total)}`,
    cancel: 'Cancel',
    share: 'Share',
    save: 'Save to this device',
    saved: 'Saved. You find it among your downloads.',
    refused: 'This phone does not share it. Save it and send the file.',
    print: 'Print or PDF',
    failed: 'The report could not be made. Nothing of the visit is lost. Try again.',
    retry: 'Try again',
    fileName: 'report',

    /** @param {number} time */
    started: (time) => dayAndTime(time),
    /** @type {(start: number, end: number) => string} */
    lasted: (start, end) => `${dayAndTime(start)}, finished ${dayAndTime(end)}`,
    notFinished: 'This visit is not finished',
    /** @param {string} name */
    who: (name) => `Visited by ${name}`,
    /** @type {(at: string, metres: number) => string} */
    where: (at, metres) => `Location: ${at} (to within ${number(metres)} m)`,
    todo: 'What needs doing',
    nothing: 'Nothing is open.',
    /** @param {string} category */
    inCategory: (category) => `${category}: `,
    /** @param {number[]} photos */
    onPhotos: (photos) =>
      photos.length === 1 ? `photo ${photos[0]}` : `photos ${names(photos.map(String))}`,
    /** @param {number} count */
    missing: (count) => `${quantity(count, 'gap', 'gaps')} where a product is missing`,
    /** @param {number} count */
    unchecked: (count) => `${quantity(count, 'gap', 'gaps')} nobody has checked`,
    /** @param {number} count */
    uncounted: (count) =>
      `${photoCount(count)} not counted: what is on ${plural(count, 'it', 'them')} is in no number here`,
    /** @param {number} count */
    notHere: (count) => `${photoCount(count)} not on this device, so only the numbers are shown`,
    /** @param {number} count */
    notShown: (count) => `${photoCount(count)} that this browser cannot show`,

    numbers: 'Numbers',
    category: 'Category',
    noCategory: 'Without a category',
    all: 'All',
    photos: 'Photos',
    products: 'Products',
    facings: 'Facings',
    outOfStock: 'Missing',
    gaps: 'Unchecked gaps',
    shareOfShelf: 'Share of shelf',
    state: { todo: 'Not settled', done: 'Done' },
    /** @param {number} value */
    signed: (value) => signed(value),
    /** @param {number} value */
    percent: (value) => percent(value),
    number,
    /** @param {number} count */
    notCounted: (count) => `${number(count)} not counted`,
    /** @param {number} time */
    comparedWith: (time) =>
      `Small numbers with + or − compare with the last visit to this store, ${day(time)}.`,
    notComparable: 'Where one visit has photos that are not counted, nothing is compared.',
    /** @param {number} time */
    before: (time) => `Before: ${day(time)}`,
    now: 'Now',
    /** @param {number} number */
    photo: (number) => `Photo ${number}`,
    missingPhoto: 'This photo is not on the device that made the report.',
    unshownPhoto: 'The browser that made the report cannot show this photo.',
    waiting: 'Not counted yet',
    couldNot: 'Could not be counted',
    enlarge: 'Tap to enlarge',
    /** @param {number} number */
    pictureOf: (number) => `Photo ${number} with the counted products marked`,
    legend: 'Boxes: counted products. Dashed: a product is missing there. Numbers: noted places.',
    /** @param {number} time */
    made: (time) =>
      `Made with Shelfscan on ${dayAndTime(time)}. The numbers are counts by a detector, corrected by hand where somebody did.`,
  },

  visits: {
    /** @param {string} store */
    heading: (store) => `Visit: ${store}`,
    open: 'Not finished',
    categories: 'Categories',
    /** @type {(done: number, all: number) => string} */
    done: (done, all) => `${number(done)} of ${number(all)} settled`,
    categoriesHint:
      'What you go through in this store, for example: coffee, tea, sweets. Each category has its own photos and numbers.',
    newCategory: 'Coffee, tea, sweets',
    add: 'Add',
    noPhotos: 'No photos yet',
    /** @param {string} name */
    markDone: (name) => `${name} is done`,
    skip: 'Skip',
    /** @param {string} name */
    skipName: (name) => `Skip ${name}`,
    unskip: 'Do it after all',
    skipped: 'Skipped',
    /** @param {string} reason */
    skippedFor: (reason) => `Skipped: ${reason}`,
    /** @param {string} name */
    whySkip: (name) => `Why skip ${name}?`,
    reasons: ['Not sold here', 'No time', 'Not accessible'],
    otherReason: 'Another reason',
    removeCategory: 'Take it off the list',
    photos: 'Photos',
    noCategory: 'Without a category',
    checkAll: 'Check, least sure first',
    /** @param {number} left how many there still are */
    checkNext: (left) => `Next to check (${number(left)})`,
    checkEnd: 'Back to the visit',
    allChecked: 'You have been through all photos that were unsure.',
    /** @param {number} other number of another photo */
    like: (other) => `Looks like photo ${number(other)}`,
    /** @param {number} other number of another photo */
    shares: (other) => `Shares a part with photo ${number(other)}`,
    /** @param {number} count */
    twice: (count) => `${photoCount(count)} perhaps counted twice`,
    /** @param {number} count */
    stillTwice: (count) =>
      `${photoCount(count)} may count products twice. Open ${plural(count, 'it', 'them')} to say what counts.`,
    /** @param {string} store */
    photosOf: (store) => `Photos of ${store}`,
    moveSome: 'Move',
    /** @param {number} count */
    move: (count) => (count === 0 ? 'Choose photos' : `Move ${photoCount(count)}`),
    /** @param {number} count */
    moveQuestion: (count) => `Move ${photoCount(count)} to`,
    moveHere: 'Into this visit',
    /** @param {number} count */
    moved: (count) => `${photoCount(count)} moved.`,
    /** @param {string} name */
    next: (name) => `Next: ${name}`,
    doneWith: 'Done',
    /** @param {string} name */
    nowIn: (name) => `Now: ${name}`,
    allDone: 'All categories are settled',
    /** @param {number} count */
    counting: (count) => `${number(count)} still to be counted`,
    countingIt: 'Being counted',
    notCounted: 'Could not be counted',
    finish: 'Finish visit',
    finishIt: 'Finish it',
    /** @param {number} time */
    finished: (time) => `Finished: ${moment(time)}`,
    /** @param {string} store */
    finishedNow: (store) => `The visit to ${store} is finished`,
    finishQuestion: 'Finish this visit?',
    noPhotosYet: 'It has no photos.',
    /** @param {string[]} open */
    stillToDo: (open) => `Not settled: ${names(open)}.`,
    /** @param {number} count */
    stillCounting: (count) => `${photoCount(count)} still to be counted. This goes on by itself.`,
    /** @param {number} count */
    stillUnchecked: (count) => `${quantity(count, 'gap', 'gaps')} nobody has checked.`,
    goOn: 'Go on with the visit',
    finishAnyway: 'Finish all the same',
    unfinished: 'You have not finished this visit',
    lookAtIt: 'Look at it',
  },

  audits: {
    heading: 'Visits',
    hint: 'Saved photos and counts',
    close: 'Close',
    untitled: 'Store without a name',
    empty: 'No visits yet',
    emptyHint: 'A visit collects the photos and counts of one store, so that you can send them on.',
    start: 'Start a visit',
    loading: 'Opening your visits',
    keepsNothing: {
      title: 'This browser keeps nothing',
      text: 'Photos and counts are gone when you close this page. Open Shelfscan in a normal window, not a private one, and allow it to store data.',
    },

    formNew: 'New visit',
    formEdit: 'Change details',
    store: 'Store',
    storeHint: 'For example: Corner Market, Station Road',
    storeMissing: 'Enter the name of the store.',
    place: 'Place',
    placeHint: 'Where in the store, for example: aisle 4, soft drinks',
    note: 'Note',
    /** @param {string} other */
    changedElsewhere: (other) =>
      other === ''
        ? 'This was emptied in another tab meanwhile. Save again to keep what you have typed.'
        : `This was changed in another tab meanwhile, to: “${other}”. Save again to put what you have typed in its place.`,
    optional: 'optional',
    create: 'Start visit',
    createAndAdd: 'Start visit and add the photo',
    save: 'Save',
    cancel: 'Cancel',

    details: 'Change details',
    camera: 'Take photos',
    photo: 'Add photos',
    noPhotos: 'No photos yet',
    noPhotosHint: 'Take a photo of each bay. Every product on it is counted, and you can correct the count.',
    /** @param {number} number */
    openShot: (number) => `Open photo ${number}`,
    /** @param {number} number */
    removeShot: (number) => `Delete photo ${number}`,
    notSaved: 'Not saved',
    corrected: 'Corrected',
    pictureMissing: 'Photo not included',
    delete: 'Delete visit',
    /** @type {(photos: number, products: number) => string} */
    summary: (photos, count) => `${photoCount(photos)}, ${count} ${products(count)}`,
    /** @param {number} count */
    products: (count) => quantity(count, 'product', 'products'),
    /** @param {number} count */
    facings: (count) => quantity(count, 'facing', 'facings'),
    photoCount,
    /** @param {number} count */
    missing: (count) => quantity(count, 'confirmed gap', 'confirmed gaps'),
    /** @param {number} count */
    unchecked: (count) => quantity(count, 'unchecked gap', 'unchecked gaps'),
    number,
    moment,

    /** @param {string} store */
    continue: (store) => `Continue: ${store}`,
    /** @param {string} store */
    addTo: (store) => `Add to ${store}`,
    add: 'Add to a visit',
    /** @param {string} store */
    adding: (store) => `Saving in ${store}`,
    /** @param {string} store */
    addedTo: (store) => `Saved in ${store}`,
    /** @param {string} store */
    moved: (store) =>
      store
        ? `“${store}” was deleted in another tab. The photo is in a new visit of this name.`
        : 'The visit was deleted in another tab. The photo is in a new one.',
    nextPhoto: 'Next photo',
    takeAgain: 'Take it again',
    toAudit: 'Open visit',

    twice: {
      /** @param {number} number */
      looksLike: (number) => `This looks like photo ${number}`,
      /** @param {number} number */
      partIsOn: (number) => `Part of this shelf is already on photo ${number}`,
      sameText: 'If you count it too, its products count a second time.',
      /** @type {(fresh: number, all: number) => string} */
      partText: (fresh, all) =>
        fresh === 0
          ? `None of its ${quantity(all, 'product', 'products')} is new.`
          : `${number(fresh)} of its ${quantity(all, 'product', 'products')} ${plural(fresh, 'is', 'are')} new. What is outlined was counted before.`,
      /** @param {number} number */
      earlier: (number) => `Photo ${number}`,
      thisPhoto: 'This photo',
      countFresh: 'Count only what is new',
      leaveOut: 'Leave it out',
      countToo: 'Count it too',
      leftOut: 'The photo was left out: it is not in this visit.',
    },

    select: 'Select',
    selectDone: 'Cancel',
    selectAll: 'Select all',
    /** @param {number} count */
    selected: (count) => (count === 0 ? 'Choose visits' : `${auditCount(count)} selected`),
    more: 'More',
    export: 'Export',
    deleteSelected: 'Delete',
    import: 'Import',

    /** @param {number} count */
    deletedAudits: (count) => (count === 1 ? 'The visit was deleted' : `${auditCount(count)} were deleted`),
    deletedPhoto: 'The photo was deleted',
    undo: 'Undo',
    restored: 'It is back',

    exportHeading: 'Export',
    /** @type {(done: number, total: number) => string} */
    exportProgress: (done, total) => `Preparing photo ${Math.min(done + 1, total)} of ${total}`,
    exportPreparing: 'Preparing the file',
    exportReady: 'Your export is ready',
    /** @param {number} bytes */
    exportContents: (bytes) =>
      `One zip file, ${size(bytes)}: a table for spreadsheets, the photos with and without boxes, and the data for programs.`,
    /** @param {number} count */
    exportUndrawn: (count) =>
      `${photoCount(count)} could not be shown on this device. The file has ${plural(count, 'it', 'them')} as stored, without boxes drawn.`,
    exportShare: 'Share',
    exportShareLoose: 'Share table and photos',
    /** @type {(part: number, parts: number) => string} */
    exportSharePart: (part, parts) => `Share part ${number(part)} of ${number(parts)}`,
    /** @type {(part: number, parts: number) => string} */
    exportPartShared: (part, parts) => `Part ${number(part)} of ${number(parts)} was shared.`,
    /** @param {number} parts */
    exportInParts: (parts) =>
      `They go in ${quantity(parts, 'part', 'parts')}, one after the other: this browser shares only a few files at once. Only the zip file can be imported again.`,
    /** @param {number} parts */
    exportZipParts: (parts) =>
      `The file is too large to be shared at once, so it goes in ${quantity(parts, 'part', 'parts')}, one after the other. Each can be imported alone and has all numbers; the photos are divided among them.`,
    exportShareNone:
      'This browser cannot share these files. Save the zip file, then send it from your downloads.',
    /** @type {(photos: Named) => string} */
    exportMissing: (photos) =>
      `Without ${photoCount(countOf(photos))}, because ${plural(countOf(photos), 'its file is missing or cannot be read', 'their files are missing or cannot be read')} on this device: ${named(photos)}. The counts are in the tables.`,
    /** @type {(part: number, parts: number) => string} */
    exportReadmePart: (part, parts) =>
      `This is part ${number(part)} of ${number(parts)} of an export. Each part has all numbers and can be imported alone; the photos are divided among them. Import all parts, in any order, to have all photos.`,
    exportShareRefused:
      'This browser cannot share zip files. Share the table and the photos with their boxes, or save the zip file.',
    exportSave: 'Save to this device',
    exportSaved: 'Saved. Look for it in your downloads.',
    exportReadme: `Shelfscan export

counts.xlsx    all tables in one file: open this one in a spreadsheet, where 0047 stays 0047, and 1/2 stays 1/2
counts.csv     a row for each photo, for programs; its separator is that of spreadsheets in your country
rows.csv       a row for each shelf row on each photo; those of a photo add up to its numbers in counts.csv
shares.csv     share of shelf: a row for each brand in each category of each visit where products are named by brands
products.csv   facings and share of shelf by product, where products are named (only then)
must_stock.csv what must be in stock, a row for each product: present, missing, not_sure or not_checked (only where there is a list)
marked/        the photos with a box around each product that was counted
photos/        the photos without boxes
coco.json      the boxes for annotation tools and for training (COCO format)
audits.json    everything, for programs; Shelfscan itself imports this zip file again

products are all boxes, facings the places at the front of a shelf: products on top of each other are one facing.
In counts.csv, products = found_by_detector + added_by_hand - removed_by_hand. Boxes that were moved or
given another kind of product by hand are neither added nor removed: moved_by_hand and relabelled_by_hand count them.
likely_from and likely_to say how sure products is: on four photos of five the true number lies between them, both
included. They are empty for photos of older detectors, and equal once somebody has checked every box and the whole photo.
part_only is 1 if only a part of the photo counts, as somebody has chosen: everything else is left out of all numbers.

In shares.csv the facings of a category add up to all of its facings: those of our brands (own), of others (other), and those
that nobody has named (unnamed). width is what they take of the shelves, in shelf rows: 1 is as wide as all facings of an
average row of their photo. photos_not_counted are in none of these numbers.

In products.csv, too, the facings of a category add up to all of its facings: what no product's name was given has a row of its own,
where not_named says how many. named_by_person are those that people have named, named_by_looks those that Shelfscan knew by
their looks. facings_before and change compare with the last visit to the store, where compared_products says how many named
products both have between them; they are empty where too little is named in one of the two. said_by in must_stock.csv: person, somebody
checked the list, and person_says has that answer; name, somebody has named the facings; looks, Shelfscan knew them by their looks.
facings_seen are the facings of the product on photos, wherever there are names.

Times carry their offset from UTC: 2024-01-05T09:30:00+01:00 is half past nine, where clocks are an hour ahead of UTC.
photo_clock says where photo_taken is from: exif is the camera's time, in the photo's file; file is when the file was last
changed, as it has no time of the camera; counted is when Shelfscan counted the photo, the same as photo_counted. quality says what Shelfscan has to say about the picture: ok, blurred or dark (empty
for photos that were counted before it could tell). On blurred and dark photos products are missed.

A gap is a place that looks empty. gaps_missing are those where a product is missing, as somebody confirmed, and
missing_facings the products that would fit into them; gaps_none are those where none is missing, as somebody said;
gaps_unchecked are those that nobody has checked.

From all photos the place (GPS) is removed, and all else that cameras write into their files (EXIF), except the time, how
the picture lies, and its colours. The pixels of upright JPEG photos are not changed; other photos are written anew, upright.
A photo that is too large to be turned on this device keeps its pixels, and its EXIF says how it lies. A photo that
this browser cannot show is copied as it is, with all that is in its file.

Texts that a spreadsheet could take for a formula begin with an apostrophe in the CSV tables, and in no other file.

The boxes come from a detector. Shelfscan says under Settings, Detectors, Licence what it may be used for.
`,

    importing: 'Importing visits',
    /** @type {(store: string, done: number, total: number) => string} */
    cutOff: (store, done, total) =>
      `The import of ${store} was cut off: ${number(done)} of ${photoCount(total)} here so far. Import the same file again, and it goes on.`,
    /**
     * @typedef {import('./photo-names.js').NamedPhotos[]} Named
     * @typedef {{ missing: Named, damaged: Named, refused: Named, broken: Named }} Left
     * @type {(result: { added: number, beside: number, known: number, filled: number, left: Left }) => string}
     */
    imported: ({ added, beside, known, filled, left }) =>
      [
        added > 0 ? `${auditCount(added)} imported.` : '',
        known > 0 ? `${auditCount(known)} already here${filled > 0 ? '' : ', so nothing was changed'}.` : '',
        filled > 0 ? `${quantity(filled, 'photo that was', 'photos that were')} missing here filled in.` : '',
        beside > 0
          ? `${auditCount(beside)} different from yours, so added beside ${beside === 1 ? 'it' : 'them'}.`
          : '',
        left.missing.length > 0
          ? `${photoCount(countOf(left.missing))} not in the file; the counts are kept: ${named(left.missing)}.`
          : '',
        left.damaged.length > 0
          ? `${photoCount(countOf(left.damaged))} damaged in the file; the counts are kept: ${named(left.damaged)}.`
          : '',
        left.refused.length > 0
          ? `No room on this device for ${photoCount(countOf(left.refused))}: ${named(left.refused)}. Free some space, then import the same file again.`
          : '',
        left.broken.length > 0
          ? `Left out because their counts are damaged in the file: ${named(left.broken)}.`
          : '',
        added + known + beside + filled === 0 ? 'This file holds no visits.' : '',
      ]
        .filter(Boolean)
        .join(' '),

    /** @type {(used: number, left: number) => string} bytes */
    space: (used, left) => `${size(used)} used on this device, ${size(left)} left.`,
    notKept: 'The browser may clear visits when the device is full: export those that matter.',
    clearedBySafari:
      'Safari may delete visits when you do not open this page for seven days. The app on the home screen keeps them, but starts empty: export what matters here, and import it there.',
    /** @param {number} count */
    unsaved: (count) => (count === 1 ? '1 photo is not saved yet' : `${photoCount(count)} are not saved yet`),
    outdated: 'Shelfscan was updated',
    unsavedDetails: 'The newest changes are not saved yet',
    retry: 'Try again',
    reload: 'Reload',
    /** @param {string} code an AuditErrorCode or one of our own */
    problem: (code) => textFor(auditProblems, code),
  },

  settings: {
    heading: 'Settings',
    appearance: 'Appearance',
    counting: 'Counting',
    advanced: 'Advanced',
    about: 'About',
    language: {
      label: 'Language',
      phone: 'Like the phone',
      locked: 'Save your visits first: another language loads the page anew.',
    },
    fields: {
      theme: {
        label: 'Theme',
        options: { auto: 'Like the phone', light: 'Light', dark: 'Dark' },
      },
      liveSensitivity: {
        label: 'Sensitivity with the camera',
        hint: 'More boxes if products are missed, fewer if there are too many.',
        options: { fewer: 'Fewer boxes', standard: 'Standard', more: 'More boxes' },
      },
      photoSensitivity: {
        label: 'Sensitivity on photos',
        hint: 'You can still change it for each photo.',
        options: { fewer: 'Fewer boxes', standard: 'Standard', more: 'More boxes' },
      },
      liveSize: {
        label: 'Detail with the camera',
        hint: 'Automatic suits the size of the products, as far as this phone can keep up. Faster follows your hand, the others find smaller products.',
        options: { auto: 'Automatic', faster: 'Faster', standard: 'Standard', finer: 'Finer' },
      },
      photoSize: {
        label: 'Detail on photos',
        hint: 'Faster takes less time, finer finds smaller products.',
        options: { faster: 'Faster', auto: 'Standard', finer: 'Finer' },
      },
      showsKinds: { label: 'Kind of product on each box' },
      vibrates: { label: 'Vibration', hint: 'A short one for a photo, and when something is added.' },
      backend: {
        label: 'What does the counting',
        hint: 'Automatic tries what this device has and takes the fastest.',
        options: {
          auto: 'Automatic (fastest)',
          wasm: 'Processor (WASM)',
          webgl: 'Graphics (WebGL)',
          webgpu: 'Graphics, new (WebGPU)',
        },
      },
      locates: {
        label: 'Location of each visit',
        hint: 'Asked once when a visit starts, and kept with it: reports and exports show it. While this is off, the page never asks for it.',
      },
      showsRate: { label: 'Show speed while scanning', hint: 'Pictures a second, and the time for each.' },
    },
    /** @param {string} way of counting */
    current: (way) => `Now: ${way}`,
    unavailable: 'Not on this device, or not in this browser',
    backendFailed:
      'Your choice did not work on this device, so the fastest way is found automatically again.',
    modelsHint: 'See what there is, and change to another',
    detector: 'Detector in use',
    version: 'Version of this page',
    on: 'on',
    off: 'off',
    /** @type {(label: string, value: string) => string} */
    changed: (label, value) => `${label}: ${value}`,
  },

  models: {
    heading: 'Detectors',
    lead: 'A detector finds the products on a picture. Another one may know other products, or be faster.',
    loading: 'Looking at what is on this device',
    asking: 'Looking for others',
    offline: 'No network: these are on this device. Others can be fetched once there is a network.',
    noOthers: 'There is no other detector yet.',
    inUse: 'In use',
    onDevice: 'On this device',
    toFetch: 'To be fetched',
    update: 'Update available',
    /** @param {readonly string[]} labels */
    finds: (labels) => `Finds: ${labels.join(', ')}`,
    version: 'Version',
    size: 'Size',
    bytes: size,
    howWell: 'How well it counts',
    howWellLead: 'By how many the count was off, of 100 products, as an average over these photos.',
    /** @type {(dataset: string, photos: number) => string} */
    measuredOn: (dataset, photos) => `${dataset}: ${plural(photos, '1 photo', `${number(photos)} photos`)}`,
    distance: 'What the picture shows',
    distances: { whole: 'The whole shelf', quarter: 'A quarter of it', ninth: 'A ninth of it, close up' },
    inPhoto: 'Photo',
    inLive: 'Live',
    /** @type {(version: string, bytes: number) => string} */
    newer: (version, bytes) => `New: version ${version} (${size(bytes)})`,
    terms: 'Licence',
    researchOnly: 'For research only. This detector may not be used for business.',
    weights: 'Licence of the detector',
    data: 'Licence of the photos it learnt from',
    use: 'Use',
    fetchAndUse: 'Fetch and use',
    fetchUpdate: 'Update',
    remove: 'Remove',
    cancel: 'Cancel',
    /** What a button does and to which detector, for screen readers. @type {(label: string, title: string) => string} */
    withTitle: (label, title) => `${label}: ${title}`,
    unusable: {
      title: 'This detector does not work here',
      text: 'This device or this browser cannot run it.',
    },
    unchanged: 'The detector in use stays as it is.',
    /** @param {string} title */
    nowInUse: (title) => `${title} is in use now.`,
    /** @param {string} title */
    removed: (title) => `${title} was removed.`,
    /** @param {string} title */
    removeTitle: (title) => `Remove ${title}?`,
    /** @param {number} bytes */
    removeText: (bytes) => `This frees ${size(bytes)}. To use it again you need a network.`,
  },

  drop: {
    letGo: 'Let go here to open it',
    noPhoto: 'This is not a photo. JPEG and PNG pictures work.',
    exportElsewhere: 'Exports are imported on the list of visits. Open it, then drop the file there.',
  },

  keys: {
    heading: 'Keys',
    what: {
      choose: 'Select the first or the last box',
      next: 'Go on to the next box',
      move: 'Move the selected box',
      resize: 'Change its size',
      add: 'Add a box; in a gap: fill it',
      remove: 'Remove the box, or say that nothing is missing in a gap',
      accept: 'In a gap: a product is missing',
      letGo: 'Let go of what is selected',
      zoom: 'Larger, smaller, the whole photo',
      pan: 'Move the photo',
      undo: 'Undo',
      redo: 'Redo',
      photo: 'The photo before, the next photo',
      list: 'Show these keys',
    },
  },

  groups: {
    which: 'Products',
    title: 'Products on the photo',
    keys: 'Arrow keys go from product to product, Enter names it, Delete says that the name is wrong, Escape ends this.',
    looking: 'Looking for products that look alike…',
    failed: {
      network:
        'What tells products apart is not on this device yet. Connect it to a network, then try again.',
      other: 'The products could not be told apart. Try again; if that does not help, load the page anew.',
    },
    again: 'Try again',
    /** @param {number} count */
    count: (count) => quantity(count, 'product', 'different products'),
    /** @type {(products: number, facings: number) => string} */
    line: (products, facings) =>
      `${quantity(products, 'product', 'different products')}, ${quantity(facings, 'facing', 'facings')}`,
    /** @param {number} count */
    facings: (count) => quantity(count, 'facing', 'facings'),
    /** @param {number} count */
    stacked: (count) => `${number(count)} on top`,
    alone: 'This one alone',
    notNamed: 'Not named',
    bySomeone: 'named by hand',
    byLooks: 'known by its looks',
    /** @type {(index: number, total: number) => string} */
    at: (index, total) => `Product ${index} of ${total}:`,
    /** @type {(index: number, total: number) => string} */
    facing: (index, total) => `Facing ${index} of ${total}.`,
    all: 'All products of the photo',
    perhaps: 'What it may be',
    none: 'None of these',
    notThis: 'Not this product',
    name: 'Name it',
    rename: 'Other name',
    split: 'Split',
    join: 'Join',
    hints: {
      choose: 'Tap a product, and name it once.',
      split: 'Tap all that is another product.',
      join: 'Tap where the same product stands.',
    },
    /** @param {number} count */
    marked: (count) => `${quantity(count, 'box', 'boxes')} marked.`,
    splitByLooks: 'By looks',
    /** @param {number} count */
    splitNow: (count) => (count > 0 ? `Split off (${number(count)})` : 'Split off'),
    /** @param {number} count */
    splitOff: (count) => `${quantity(count, 'box', 'boxes')} split off.`,
    /** @param {number} count */
    joined: (count) => `Joined: ${quantity(count, 'box', 'boxes')}.`,
    /** @type {(count: number, title: string) => string} */
    named: (count, title) => `${quantity(count, 'box', 'boxes')}: ${title}.`,
    /** @param {string} title */
    denied: (title) => `Not ${title}.`,
    what: 'Which product is this?',
    known: 'Named before',
    nameMissing: 'Type what it is called.',
    more: 'Category and barcode',
    scan: 'Scan',
    /** @param {number} count */
    nameThem: (count) => `Name ${quantity(count, 'facing', 'facings')}`,
  },

  catalogue: {
    heading: 'Products',
    settingsTitle: 'Known products',
    settingsHint: 'What you have named once, the phone knows again',
    /** @param {number} count */
    count: (count) => quantity(count, 'product', 'products'),
    loading: 'Reading the products',
    search: 'Search products',
    scan: 'Scan a barcode to find its product',
    scanShort: 'Scan',
    /** @param {number} count */
    found: (count) => `${number(count)} found`,
    /** @param {string} typed */
    nothingFound: (typed) => `Nothing found for “${typed}”.`,
    /** @param {number} count */
    more: (count) => `Show more (${number(count)})`,
    /** @param {number} count */
    pictures: (count) => (count > 0 ? quantity(count, 'picture', 'pictures') : 'No pictures'),
    add: 'Add a product',
    empty: 'No products yet',
    emptyHint:
      'Name a product on a photo once, and this phone knows it from then on. You can also add products here, or bring in a list.',
    newTitle: 'New product',
    fields: { name: 'Name', brand: 'Brand', size: 'Size', category: 'Category', gtin: 'Barcode number' },
    sizeExample: '250 g',
    save: 'Add the product',
    noName: 'Give the product a name.',
    full: 'This phone keeps up to 5,000 products. Delete some that you do not need, then add this one.',
    notStored: 'This could not be stored. Free some space on this device, then try again.',
    /** @param {number} count */
    noRoom: (count) =>
      `${quantity(count, 'product does', 'products do')} not fit: this phone keeps up to 5,000.`,
    /** @param {string} name */
    taken: (name) => `${name} has this number already.`,
    /** @param {string} name */
    open: (name) => `Open ${name}`,
    /** @param {string} name */
    added: (name) => `${name} was added`,
    looks: 'How it looks',
    looksHint: 'The phone knows the product by these pictures. Take away those that show another one.',
    noLooks: 'No pictures yet. Name the product on a photo, and its pictures come here.',
    notLooks: 'Not this product',
    /** @param {number} index */
    picture: (index) => `Picture ${index}`,
    /** @param {number} index */
    removePicture: (index) => `Take picture ${index} away`,
    pictureGone: 'The picture was taken away',
    merge: 'Merge with another product',
    findLive: 'Show me where it is',
    /** @param {string} name */
    mergeTitle: (name) => `Which one is the same as ${name}?`,
    mergeHint: 'The one that you choose stays and keeps its name. It gets the pictures of both.',
    /** @type {(from: string, into: string) => string} */
    merged: (from, into) => `${from} is part of ${into} now`,
    delete: 'Delete the product',
    /** @param {string} name */
    deleted: (name) => `${name} was deleted`,
    files: 'On another phone, too',
    filesFirst: 'From another phone, or from a list',
    filesFirstHint:
      'The file that another phone has exported, or a CSV file with the columns name, brand, gtin, category and size.',
    filesHint:
      'Export all products with their pictures as one file, and import it there. A CSV file with the columns name, brand, gtin, category and size comes in, too.',
    import: 'Import a file',
    export: 'Export',
    working: { export: 'Making the file', import: 'Reading the file' },
    /** @type {(report: { added: number, changed: number, removed: number, examples: number }) => string} */
    imported: ({ added, changed, removed, examples }) => {
      const gone = removed > 0 ? `, ${number(removed)} deleted` : '';
      const pictures = examples > 0 ? `, ${quantity(examples, 'picture', 'pictures')}` : '';
      return `Products: ${number(added)} new, ${number(changed)} changed${gone}${pictures}.`;
    },
    problem: {
      'import-foreign': 'This file holds no products. Choose a file that was exported here, or a CSV.',
      'list-no-columns':
        'The first line of the file has to name the columns, and one of them has to be “name”. Nothing was taken from it.',
      'list-workbook':
        'This is a workbook. Open it in your spreadsheet, save it as CSV, and choose that file.',
    },
    exampleRow: ['Espresso 250 g', 'Nordmark', '04006381333931', 'Coffee', '250 g'],
  },

  barcode: {
    title: 'Scan the barcode',
    hold: 'Hold the barcode in the frame',
    starting: 'Starting the camera',
    digits: 'Or type the digits under the bars',
    use: 'Use',
    wrong: 'This number cannot be right. Check each digit.',
    noReader: 'The camera cannot read barcodes now',
    typeInstead: 'Type the digits instead.',
  },

  lists: {
    heading: 'Lists',
    hint: 'Your stores, and what must be in stock',
    open: 'Lists: stores and must-stock',
    stays: 'The lists stay on this device.',
    none: 'Nothing imported yet.',
    kinds: {
      stores: {
        title: 'Stores',
        text: 'Where your visits go. A CSV file with a column “name”; if you like, also: id, address, latitude, longitude, categories (with | between them).',
      },
      stock: {
        title: 'Must-stock',
        text: 'What has to be on the shelf. A CSV file with the columns “category” and “name”; if you like, also: brand, gtin, facings, store id.',
      },
    },
    count: {
      /** @param {number} count */
      stores: (count) => quantity(count, 'store', 'stores'),
      /** @param {number} count */
      stock: (count) => quantity(count, 'product', 'products'),
    },
    /** @param {number} time */
    imported: (time) => `Imported: ${moment(time)}`,
    import: 'Import CSV',
    again: { stores: 'Import again', stock: 'Replace' },
    example: 'Example file',
    delete: 'Delete',
    /** @param {string} list */
    deleteNamed: (list) => `Delete the list ${list}`,
    deleted: { stores: 'The stores were deleted', stock: 'The must-stock list was deleted' },
    reading: 'Reading the file',
    /** @typedef {{ added: number, updated: number, same: number }} Sums */
    done: {
      /** @type {(sums: Sums) => string} */
      stores: ({ added, updated, same }) =>
        `Stores: ${number(added)} new, ${number(updated)} changed, ${number(same)} as before.`,
      /** @type {(sums: Sums) => string} */
      stock: ({ added }) => `The list has ${quantity(added, 'product', 'products')} now.`,
    },
    /** @param {number} count */
    left: (count) => `${quantity(count, 'line was', 'lines were')} left out:`,
    /** @param {number} count */
    notes: (count) =>
      `In ${quantity(count, 'line', 'lines')} something was not understood; the rest came in:`,
    /** @param {number} line */
    line: (line) => `Line ${line}`,
    /** @param {number} count */
    more: (count) => `And ${number(count)} more.`,
    reasons: {
      quote: 'a quotation mark is not closed',
      columns:
        'more cells than the first line has; put quotation marks around texts that contain the separator',
      'no-name': 'no name',
      'no-category': 'no category',
      'too-long': 'a text is too long',
      double: 'already on an earlier line',
      position: 'no position, which would be for example 52.5200 and 13.4050:',
      gtin: 'this GTIN has a wrong digit, or too few or too many:',
      facings: 'no number of facings:',
    },
    noColumns: {
      stores:
        'The first line of the file has to name the columns, and one of them has to be “name”. Nothing was taken from it.',
      stock:
        'The first line of the file has to name the columns, and two of them have to be “category” and “name”. Nothing was taken from it.',
    },
    problem: {
      'list-too-large': 'This file is larger than any list. Nothing was taken from it.',
      'list-too-long': 'This file has more than 50,000 lines. Nothing was taken from it.',
      'list-workbook':
        'This is a workbook. Open it in your spreadsheet, save it as CSV, and choose that file.',
      'list-no-text': 'This file is no CSV. Nothing was taken from it.',
      'list-unreadable': 'The file cannot be read. Choose it again.',
      'list-empty': 'This file has no lines below the first one. Nothing was taken from it.',
    },
    examples: {
      stores: ['Corner Market', '1 Station Road, Anytown', 'Coffee|Tea'],
      stock: ['Coffee', 'Espresso 250 g', 'Brand'],
    },
  },

  stores: {
    heading: 'Stores',
    searchHint: 'Type to find a store, or the name of a new one.',
    lastFirst: 'Last visited first',
    nearestFirst: 'Nearest first',
    showNearest: 'Show the nearest',
    showLast: 'Show the last visited',
    locating: 'Looking for your position',
    problem: {
      denied:
        'Your position is not allowed for this page. Allow it in the settings of the browser, or find the store by its name.',
      unknown: 'Your position could not be found. Find the store by its name.',
    },
    /** @param {number} metres */
    distance: (metres) =>
      metres < 995
        ? `${number(Math.max(10, Math.round(metres / 10) * 10))} m`
        : `${metres < 9950 ? decimal(metres / 1000) : number(Math.round(metres / 1000))} km`,
    /** @param {number} time */
    lastVisit: (time) => `Last visit: ${moment(time)}`,
    /** @param {number} count */
    categories: (count) => quantity(count, 'category', 'categories'),
    noneFound: 'No store of this name on your list. Start the visit, and it is a new one.',
    /** @param {number} count */
    left: (count) => `And ${quantity(count, 'more', 'more')}: type a part of the name or address.`,
    more: 'Place and note',
    import: 'Import a list of stores',
    /** @param {string[]} names */
    asLastTime: (names) => `As last time: ${names.join(', ')}`,
  },

  stock: {
    /** @type {(all: number, missing: number, open: number, unsure: number) => string[]} */
    summary: (all, missing, open, unsure) => [
      `Must stock: ${number(all)}`,
      ...(missing > 0 ? [`${number(missing)} missing`] : []),
      ...(unsure > 0 ? [`${number(unsure)} not sure`] : []),
      ...(open > 0 ? [`${number(open)} not checked`] : []),
    ],
    states: { open: 'Not checked', present: 'There', missing: 'Missing', unsure: 'Not sure' },
    /** Why a state is said, where no person has checked the product. */
    seen: {
      /** @param {number} count */
      name: (count) => `There: ${quantity(count, 'facing', 'facings')} named on photos`,
      /** @param {number} count */
      looks: (count) => `There: ${quantity(count, 'facing', 'facings')} known by the looks`,
      missing: {
        name: 'Missing: every facing has another name',
        looks: 'Missing: every facing looks like another product',
      },
      unsure: 'Not sure: not seen on the photos. Have a look.',
    },
    /** @type {(names: string[]) => string} */
    unsureOf: (list) => `Not seen on the photos, have a look: ${names(list)}`,
    markAs: {
      /** @param {string} name */
      present: (name) => `${name} is there`,
      /** @param {string} name */
      missing: (name) => `${name} is missing`,
    },
    /** @param {number} count */
    facings: (count) => quantity(count, 'facing', 'facings'),
    done: 'Done',
    soldOut: 'Out of stock',
    /** @param {number} count */
    stillOpen: (count) => `${quantity(count, 'must-stock product', 'must-stock products')} not checked.`,
    nameIt: 'Name it',
    rename: 'Change name',
    whatIsMissing: 'What is missing here?',
    /** @param {string} category */
    mustStockOf: (category) => `Must-stock of ${category}:`,
    otherName: 'Another product',
    /** @param {string} name */
    gapNamed: (name) => `Missing: ${name}`,
    /** @param {string} name */
    withoutName: (name) => `Take the name away: ${name}`,
  },

  share: {
    missing: 'The photo did not arrive. Choose it here instead.',
    /** @param {number} count how many others there were */
    leftOut: (count) =>
      `Only the first photo was opened; ${count === 1 ? 'the other one was' : `the other ${count} were`} left out.`,
  },

  signIn: {
    text: 'Sign in again to get updates. All on this device goes on working.',
    button: 'Sign in',
  },

  update: {
    text: 'A new version is ready',
    apply: 'Update now',
  },

  /** @param {number} count */
  products,
  /** @param {number} count */
  announceCount: (count) => `${count} ${products(count)}`,
  rate,

  /** @param {string} code a CameraProblem, a DetectorError code or one of our own */
  problemText: (code) => textFor(problems, code),
};

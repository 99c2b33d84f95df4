/**
 * Every text that a person reads. Plain text only (views add the markup); a text with a number or a name in it
 * is a function, so that another language can put its words in another order.
 */

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** @param {number} count */
const facings = (count) => (count === 1 ? 'facing' : 'facings');

/**
 * What happened, and what to do about it.
 * @typedef {{ title: string, text: string }} ProblemText
 */

/** @type {Readonly<Record<string, ProblemText>>} */
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
  unknown: {
    title: 'Something went wrong',
    text: 'Try again; if it happens once more, reload the page.',
  },
};

/** @type {Readonly<Record<string, string>>} */
const backends = { wasm: 'WASM', webgl: 'WebGL', webgpu: 'WebGPU' };

export const messages = {
  appName: 'Shelfscan',

  start: {
    headline: 'Count every facing on the shelf',
    lead: 'Point your phone at a shelf. Each product at the front gets a box and is counted.',
    camera: 'Start camera',
    photo: 'Choose a photo',
    sample: 'Try the sample shelf',
    privacy: 'Pictures stay on this phone',
    pictureAlt: 'A shop shelf with a box around each product',
  },

  model: {
    download: 'Fetching the detector',
    /** @type {(loaded: number, total: number) => string} */
    downloaded: (loaded, total) => `${megabytes(loaded)} of ${megabytes(total)} MB`,
    prepare: 'Getting ready',
    prepareHint: 'a few seconds',
    ready: 'Ready',
    onlineReady: 'Ready, as long as there is a network',
    offlineReady: 'Ready to work offline',
    retry: 'Try again',
    /** @type {(version: string) => string} */
    updated: (version) => `A better detector has arrived (${version}). It is used from the next start.`,
    refused: 'A newer detector did not work on this device, so the one before stays in use.',
    fallback: 'The fastest way to count did not work on this device, so another one is used.',
  },

  live: {
    heading: 'Live count',
    opening: 'Starting the camera',
    openingHint: 'If the browser asks, tap Allow.',
    takePhoto: 'Take a photo',
    choosePhoto: 'Choose a photo',
    close: 'Close the camera',
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
    close: 'Close the photo',
  },

  problem: {
    retry: 'Try again',
    photo: 'Choose a photo',
    back: 'Back to start',
  },

  update: {
    text: 'A new version is ready',
    apply: 'Update now',
  },

  /** @param {number} count */
  facings,
  /** @param {number} count */
  announceCount: (count) => `${count} ${facings(count)}`,
  /** @type {(rate: { fps: number, latency_ms: number }, backend: string) => string} */
  rate: ({ fps, latency_ms }, backend) =>
    `${fps < 9.5 ? fps.toFixed(1) : Math.round(fps)} fps · ${Math.round(latency_ms)} ms · ${backends[backend] ?? backend}`,

  /**
   * @param {string} code a CameraProblem, a DetectorError code or one of our own
   * @returns {ProblemText}
   */
  problemText: (code) => problems[code] ?? /** @type {ProblemText} */ (problems.unknown),
};

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { LiveCamera } from '../../../static/js/camera/live-camera.js';

/** A camera's stream, on until it is stopped. */
class FakeStream {
  isOn = true;

  /** @param {string} lens */
  constructor(lens) {
    this.lens = lens;
    this.tracks = [
      {
        stop: () => {
          this.isOn = false;
        },
        addEventListener: () => {},
        getSettings: () => ({ deviceId: lens }),
      },
    ];
  }

  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks;
}

/** Starts playing asynchronously. As in browsers, setting another source rejects a pending play(). */
class FakeVideo extends EventTarget {
  style = {};
  videoWidth = 0;
  videoHeight = 0;
  /** @type {FakeStream | null} */
  #source = null;
  /** @type {((error: unknown) => void) | null} */
  #interrupt = null;

  /** @param {FakeStream | null} source */
  set srcObject(source) {
    this.#source = source;
    this.#interrupt?.(
      new DOMException('The play() request was interrupted by a new load request.', 'AbortError'),
    );
  }

  get srcObject() {
    return this.#source;
  }

  play() {
    return new Promise((resolve, reject) => {
      this.#interrupt = reject;
      setImmediate(resolve);
    });
  }
}

/** A phone with several cameras. The test decides when one opens. */
class Phone {
  /** @type {FakeStream[]} */
  streams = [];
  /** Pending requests. @type {{ lens: string, open: () => void, refuse: (name: string) => void }[]} */
  asked = [];

  getUserMedia = (/** @type {any} */ { video }) =>
    new Promise((resolve, reject) => {
      const lens = video.deviceId?.exact ?? 'rear';
      this.asked.push({
        lens,
        open: () => {
          if (this.on.length > 0) return reject(new DOMException('in use', 'NotReadableError'));
          const stream = new FakeStream(lens);
          this.streams.push(stream);
          resolve(stream);
        },
        refuse: (name) => reject(new DOMException('', name)),
      });
    });

  enumerateDevices = async () => [];

  /** The lenses that are on. */
  get on() {
    return this.streams.filter(({ isOn }) => isOn).map(({ lens }) => lens);
  }

  /** Answers the pending request. */
  async answer() {
    await settle();
    this.asked.shift()?.open();
    await settle();
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1));
const never = new AbortController().signal;
let phone = new Phone();

beforeEach(() => {
  phone = new Phone();
  const navigator = { mediaDevices: phone };
  /** @type {Map<string, string>} */
  const kept = new Map();
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  Object.defineProperty(globalThis, 'localStorage', {
    value: { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: kept.set.bind(kept) },
    configurable: true,
  });
  Object.assign(globalThis, {
    window: { isSecureContext: true, navigator },
    document: { createElement: () => new FakeVideo() },
  });
});

/** @returns {{ camera: LiveCamera, changes: Partial<import('../../../static/js/camera/state.js').CameraState>[] }} */
function makeCamera() {
  /** @type {Partial<import('../../../static/js/camera/state.js').CameraState>[]} */
  const changes = [];
  return {
    camera: new LiveCamera(
      (change) => changes.push(change),
      () => {},
      () => {},
    ),
    changes,
  };
}

/** @param {LiveCamera} camera @returns {string | undefined} The lens whose picture is shown. */
const shown = ({ video }) =>
  /** @type {FakeStream | null} */ (/** @type {unknown} */ (video.srcObject))?.lens;

test('after two quick changes of the lens, the last one is on and the other camera is off', async () => {
  const { camera, changes } = makeCamera();
  const opening = camera.open(never);
  await phone.answer();
  await opening;
  const wishes = [camera.choose('wide', never), camera.choose('tele', never)];
  await phone.answer();
  await phone.answer();
  await Promise.all(wishes); // neither is an error
  assert.deepEqual(phone.on, ['tele']);
  assert.equal(shown(camera), 'tele');
  assert.equal(changes.findLast(({ lens }) => lens)?.lens, 'tele');
});

test('a lens that is replaced before its video plays is switched off', async () => {
  const { camera } = makeCamera();
  const first = camera.choose('wide', never);
  await Promise.resolve();
  phone.asked.shift()?.open();
  for (let tick = 0; tick < 8; tick += 1) await Promise.resolve(); // it has the stream, but does not play yet
  assert.deepEqual(phone.on, ['wide']);
  const second = camera.choose('tele', never);
  await phone.answer();
  await Promise.all([first, second]);
  assert.deepEqual(phone.on, ['tele']);
  assert.equal(shown(camera), 'tele');
});

test('of many quick changes only the first and the last are asked of the browser', async () => {
  const { camera } = makeCamera();
  const wishes = ['a', 'b', 'c', 'd'].map((lens) => camera.choose(lens, never));
  await settle();
  assert.deepEqual(
    phone.asked.map(({ lens }) => lens),
    ['a'],
  );
  await phone.answer();
  assert.deepEqual(
    phone.asked.map(({ lens }) => lens),
    ['d'],
  );
  await phone.answer();
  await Promise.all(wishes);
  assert.deepEqual(phone.on, ['d']);
});

test('a replaced lens that cannot be opened is no error, and requests no fallback', async () => {
  const { camera } = makeCamera();
  const older = camera.choose('wide', never);
  const newer = camera.choose('tele', never);
  phone.asked.shift()?.refuse('NotReadableError');
  await settle();
  assert.deepEqual(
    phone.asked.map(({ lens }) => lens),
    ['tele'],
  );
  await phone.answer();
  await Promise.all([older, newer]);
  assert.deepEqual(phone.on, ['tele']);
});

test('a camera that opens after it was closed is switched off', async () => {
  const { camera } = makeCamera();
  const leaving = new AbortController();
  const opening = camera.open(leaving.signal);
  leaving.abort();
  camera.close();
  const rejected = assert.rejects(opening, { name: 'AbortError' });
  await phone.answer();
  await rejected;
  assert.deepEqual(phone.on, []);
});

test('a scan that begins while the previous one still opens its camera gets a free camera', async () => {
  const leaving = new AbortController();
  const before = makeCamera().camera.open(leaving.signal);
  leaving.abort();
  const rejected = assert.rejects(before, { name: 'AbortError' });
  const opening = makeCamera().camera.open(never);
  await phone.answer();
  await phone.answer();
  await Promise.all([rejected, opening]);
  assert.deepEqual(phone.on, ['rear']);
});

test('a question for permission that nobody answers does not keep the camera from being asked for again', async (t) => {
  const leaving = new AbortController();
  makeCamera()
    .camera.open(leaving.signal)
    .catch(() => {}); // of a person who has left
  leaving.abort();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const opening = makeCamera().camera.open(never);
  assert.equal(phone.asked.length, 1);
  t.mock.timers.tick(3000);
  t.mock.timers.reset();
  await settle();
  assert.equal(phone.asked.length, 2);
  phone.asked[1].open();
  await opening;
  assert.deepEqual(phone.on, ['rear']);
});

test('the first camera is requested in the same task as the tap', async () => {
  const { camera } = makeCamera();
  const opening = camera.open(never);
  assert.equal(phone.asked.length, 1);
  await phone.answer();
  await opening;
});

test('a camera that cannot be opened is reported as a problem', async () => {
  const { camera } = makeCamera();
  const opening = camera.open(never);
  phone.asked.shift()?.refuse('NotFoundError');
  await assert.rejects(opening, { code: 'camera-none' });
});

test('a camera that works goes on where the browser tells neither its lenses nor what it can do', async () => {
  phone.enumerateDevices = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  const { camera, changes } = makeCamera();
  const opening = camera.open(never);
  phone.asked[0].open = answerWith(() => {
    throw new DOMException('', 'InvalidStateError');
  }, phone.asked[0].open);
  await phone.answer();
  await opening;
  assert.equal(shown(camera), 'rear');
  assert.deepEqual(changes.at(-1)?.lenses, []);
});

/** @param {() => never} getCapabilities @param {() => void} open */
const answerWith = (getCapabilities, open) => () => {
  open();
  Object.assign(phone.streams[0].tracks[0], { getCapabilities });
};

test('a browser that refuses to play shows the picture once it may', async () => {
  const { camera } = makeCamera();
  camera.video.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  const opening = camera.open(never);
  await phone.answer();
  await opening;
  assert.equal(camera.video.autoplay, true);
  assert.deepEqual(phone.on, ['rear']);
});

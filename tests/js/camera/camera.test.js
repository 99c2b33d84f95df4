import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openCamera } from '../../../static/js/camera/camera.js';
import { problemBeforeAsking, problemOfError } from '../../../static/js/camera/problems.js';
import { messages } from '../../../static/js/languages/en.js';

const ERROR_NAMES = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-none',
  OverconstrainedError: 'camera-none',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};

/**
 * A browser with this getUserMedia.
 * @param {() => Promise<unknown>} getUserMedia
 * @param {boolean} [isSecureContext]
 */
const browserWith = (getUserMedia, isSecureContext = true) =>
  /** @type {Pick<Window, 'isSecureContext' | 'navigator'>} */ (
    /** @type {unknown} */ ({ isSecureContext, navigator: { mediaDevices: { getUserMedia } } })
  );

const never = new AbortController().signal;

for (const [name, problem] of Object.entries(ERROR_NAMES)) {
  test(`${name} of getUserMedia is reported as ${problem}`, () => {
    assert.equal(problemOfError(new DOMException('', name)), problem);
  });
}

test('constraints that a browser does not understand mean that it is unsupported', () => {
  assert.equal(problemOfError(new TypeError()), 'camera-unsupported');
});

test('an error with an unknown name still becomes a problem that has a text', () => {
  assert.equal(problemOfError('driver says 0xdead'), 'camera-busy');
});

test('an insecure address is reported rather than the missing camera that it causes', () => {
  assert.equal(problemBeforeAsking({ secure: false, hasGetUserMedia: false }), 'insecure-origin');
  assert.equal(problemBeforeAsking({ secure: true, hasGetUserMedia: false }), 'camera-unsupported');
  assert.equal(problemBeforeAsking({ secure: true, hasGetUserMedia: true }), null);
});

test('every camera problem has a title and an advice of its own', () => {
  const unknown = messages.problemText('unknown');
  const codes = [...Object.values(ERROR_NAMES), 'camera-lost', 'camera-unsupported', 'insecure-origin'];
  for (const code of codes) {
    const { title, text } = messages.problemText(code);
    assert.notEqual(title, unknown.title, code);
    assert.ok(text.length > 0, code);
  }
});

test('an insecure page is not asked for the camera', async () => {
  const browser = browserWith(() => assert.fail('asked'), false);
  await assert.rejects(openCamera(never, null, browser), { name: 'CameraError', code: 'insecure-origin' });
});

test('a refusal is rejected with its code and with what the browser said', async () => {
  const refusal = new DOMException('Permission denied', 'NotAllowedError');
  const browser = browserWith(() => Promise.reject(refusal));
  await assert.rejects(openCamera(never, null, browser), { code: 'camera-denied', cause: refusal });
});

test('no microphone is asked for', async () => {
  /** @type {MediaStreamConstraints[]} */
  const asked = [];
  const stream = {};
  const getUserMedia = async (/** @type {MediaStreamConstraints} */ constraints) => {
    asked.push(constraints);
    return stream;
  };
  assert.equal(
    await openCamera(never, null, browserWith(/** @type {() => Promise<unknown>} */ (getUserMedia))),
    stream,
  );
  assert.equal(asked[0]?.audio, false);
});

test('a camera that opens after the person has left is switched off at once', async () => {
  const leaving = new AbortController();
  let stopped = 0;
  const track = { stop: () => (stopped += 1) };
  const browser = browserWith(async () => {
    leaving.abort();
    return { getTracks: () => [track, track] };
  });
  await assert.rejects(openCamera(leaving.signal, null, browser), { name: 'AbortError' });
  assert.equal(stopped, 2);
});

test('if a lens does not open, a rear camera is opened instead', async () => {
  for (const name of ['OverconstrainedError', 'NotFoundError', 'NotReadableError']) {
    const stream = {};
    const getUserMedia = async (/** @type {any} */ { video }) => {
      if (video.deviceId) throw new DOMException('', name);
      return video.facingMode ? stream : null;
    };
    const browser = browserWith(/** @type {() => Promise<unknown>} */ (getUserMedia));
    assert.equal(await openCamera(never, 'tele', browser), stream, name);
  }
});

test('a driver that can keep no wish is asked for any camera', async () => {
  const stream = {};
  /** @type {unknown[]} */
  const asked = [];
  const getUserMedia = async (/** @type {any} */ { video }) => {
    asked.push(video);
    if (video !== true) throw { name: 'OverconstrainedError' }; // no Error in some browsers
    return stream;
  };
  const browser = browserWith(/** @type {() => Promise<unknown>} */ (getUserMedia));
  assert.equal(await openCamera(never, null, browser), stream);
  assert.equal(await openCamera(never, 'tele', browser), stream);
  assert.equal(asked.length, 2 + 3, 'lens, rear camera, any camera');
});

test('a camera that is refused, missing or busy is not asked for a second time', async () => {
  for (const name of /** @type {const} */ (['NotAllowedError', 'NotFoundError', 'NotReadableError'])) {
    let asked = 0;
    const browser = browserWith(() => {
      asked += 1;
      return Promise.reject(new DOMException('', name));
    });
    await assert.rejects(openCamera(never, null, browser), { code: ERROR_NAMES[name] });
    assert.equal(asked, 1, name);
  }
});

test('a person who refuses the chosen lens is not asked again for another', async () => {
  let asked = 0;
  const browser = browserWith(() => {
    asked += 1;
    return Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await assert.rejects(openCamera(never, 'tele', browser), { code: 'camera-denied' });
  assert.equal(asked, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nameCameras } from '../../../static/js/camera/lenses.js';
import { messages } from '../../../static/js/languages/en.js';

/** @param {string} deviceId @param {string} label @param {MediaDeviceKind} [kind] */
const device = (deviceId, label, kind = 'videoinput') => ({ deviceId, label, kind });

test('rear cameras come first, numbered, in the order in which the phone lists them', () => {
  const cameras = nameCameras([
    device('f', 'camera2 1, facing front'),
    device('a', 'camera2 0, facing back'),
    device('b', 'camera2 2, facing back'),
  ]);
  assert.deepEqual(
    cameras.map(({ id }) => id),
    ['a', 'b', 'f'],
  );
  assert.deepEqual(cameras.map(messages.live.lens), ['Rear camera 1', 'Rear camera 2', 'Front camera 1']);
});

test('a camera that faces neither front nor rear keeps its own name', () => {
  const [camera] = nameCameras([device('u', 'USB 2.0 Camera')]);
  assert.equal(messages.live.lens(camera), 'USB 2.0 Camera');
  assert.equal(messages.live.lens(nameCameras([device('u', '')])[0]), 'Camera 1');
});

test('microphones and cameras without permission are not offered', () => {
  assert.deepEqual(nameCameras([device('m', 'Microphone', 'audioinput'), device('', '')]), []);
});

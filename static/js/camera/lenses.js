/**
 * Which camera to use. Phones have several at the back and one in front, and the browser's first choice is often the wrong
 * lens. What a person chose is remembered on this device.
 *
 * @typedef {{ id: string, name: string }} Lens `name` is for people; see messages.live.lens
 * @typedef {{ id: string, side: 'rear' | 'front' | 'other', number: number, label: string }} NamedDevice
 */
import { recall, remember } from '../device/memory.js';

const KEY = 'shelfscan.lens';

const REAR = /back|rear|environment|rück|trasera|traseira|arrière/i;
const FRONT = /front|user|face ?time|selfie/i;

/**
 * Sorts devices into rear and front cameras and numbers them, since their labels ("camera2 2, facing back") tell a
 * person nothing.
 *
 * @param {Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]} devices from enumerateDevices, after permission
 * @returns {NamedDevice[]} cameras alone, rear ones first; `number` counts those of its side from 1
 */
export function nameCameras(devices) {
  const cameras = devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, side: sideOf(label), label }));
  const order = /** @type {const} */ (['rear', 'other', 'front']);
  return order.flatMap((side) =>
    cameras.filter((camera) => camera.side === side).map((camera, i) => ({ ...camera, number: i + 1 })),
  );
}

/** @param {string} label @returns {NamedDevice['side']} */
function sideOf(label) {
  if (REAR.test(label)) return 'rear';
  return FRONT.test(label) ? 'front' : 'other';
}

/** @returns {string | null} the device that was chosen last */
export const rememberedLens = () => recall(KEY);

/** @param {string} id */
export const rememberLens = (id) => remember(KEY, id);

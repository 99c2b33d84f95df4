/** Where the device is, asked for once, when a person wants to know it. */

/** A phone that finds no satellite indoors knows its place by networks within this time, or not at all. */
const LIMIT_MS = 15_000;
/** A place of a minute ago does: stores are further apart than a person walks. */
const OLD_MS = 60_000;

/** @typedef {{ latitude: number, longitude: number }} Position degrees */

/** @returns {Promise<Position | 'denied' | 'unknown'>} denied: the person, or the phone, does not allow it */
export function askPosition() {
  return new Promise((resolve) => {
    const { geolocation } = navigator;
    if (!geolocation) return resolve('unknown');
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'unknown'),
      { timeout: LIMIT_MS, maximumAge: OLD_MS },
    );
  });
}

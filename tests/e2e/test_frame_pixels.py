"""A live frame reaches the network with the pixels of a photo of the same content, however the browser holds it."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.e2e.detector_page import visit_empty_page
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from training.predict import Sheets

pytestmark = pytest.mark.shared_browser

TOOLS = """
  const folder = '/static/js/detector';
  const { Sheets } = await import(`${folder}/sheets.js`);
  const { PixelReader } = await import(`${folder}/pixels.js`);
  const { FrameReader } = await import(`${folder}/frame-pixels.js`);
  const { loadResampler } = await import(`${folder}/library.js`);
  const resampler = await loadResampler();
  const canvas = new PixelReader();
  const copies = new FrameReader({ strips: () => { throw new Error('the frame was drawn, not copied'); } });
  const sheetOf = async (picture, reader, side) =>
    (await new Sheets(picture, { reader, resampler }, { stride: 32, pad: 128 }, side).at(side)).rgba;
"""

RGB_FRAMES = (
    "async ([png, side, crop]) => {"
    + TOOLS
    + """
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const [{ rgba }] = canvas.strips(bitmap, 128);
  const size = { codedWidth: bitmap.width, codedHeight: bitmap.height, timestamp: 0 };
  const bgra = rgba.map((value, i) => (i % 4 === 3 ? value : rgba[i + 2 - 2 * (i % 4)]));
  const frames = {
    bitmap,
    RGBA: new VideoFrame(rgba, { format: 'RGBA', ...size }),
    BGRX: new VideoFrame(bgra, { format: 'BGRX', ...size }),
    wrapped: new VideoFrame(bitmap, { timestamp: 0 }),
  };
  frames.part = new VideoFrame(frames.RGBA, { visibleRect: crop });
  const found = {};
  for (const [name, frame] of Object.entries(frames)) {
    found[name] = Array.from(await sheetOf(frame, copies, side));
    frame.close();
  }
  return found;
}"""
)

# Smooth colours with noise on them: pixels of one colour alone would hide where a colour sample lies.
YUV_FRAMES = (
    "async ([width, height, side, spaces]) => {"
    + TOOLS
    + """
  const [columns, lines] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  let state = 1;
  const noise = () => ((state = (1103515245 * state + 12345) % 2 ** 31) >> 16) % 32;
  const plane = (columns, lines, low, span) =>
    Array.from({ length: columns * lines }, (_, i) => low + (span * (i % columns)) / columns + noise());
  const pixels = Uint8Array.from([
    ...plane(width, height, 50, 100),
    ...plane(columns, lines, 90, 40),
    ...plane(columns, lines, 130, -40),
  ]);
  const found = [];
  for (const colorSpace of spaces) {
    const size = { codedWidth: width, codedHeight: height, timestamp: 0 };
    const frame = new VideoFrame(pixels, { format: 'I420', ...size, ...(colorSpace ? { colorSpace } : {}) });
    const visibleRect = { x: 34, y: 18, width: 301, height: 255 };
    for (const each of [frame, new VideoFrame(frame, { visibleRect })]) {
      const copied = await sheetOf(each, copies, side);
      const drawn = await sheetOf(each, canvas, side);
      each.close();
      const largest = copied.reduce((most, value, i) => Math.max(most, Math.abs(value - drawn[i])), 0);
      found.push({ colorSpace, largest, spread: new Set(copied).size });
    }
  }
  return found;
}"""
)


def test_frames_in_rgb_are_resampled_as_in_training(small_frame_server: ServerProcess, phone: Phone) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (391, 503, 3), np.uint8)
    left, top, width, height = 34, 18, 301, 255
    part = noise[top : top + height, left : left + width]
    side = 160
    png = BytesIO()
    Image.fromarray(noise).save(png, "PNG")
    crop = {"x": left, "y": top, "width": width, "height": height}
    page = visit_empty_page(phone, small_frame_server)
    found = page.evaluate(RGB_FRAMES, [b64encode(png.getvalue()).decode(), side, crop])
    assert set(found) == {"bitmap", "RGBA", "BGRX", "wrapped", "part"}
    for name, rgba in found.items():
        expected = Sheets(Image.fromarray(part if name == "part" else noise)).at(side)
        pixels = np.array(rgba, np.uint8).reshape(*expected.shape[:2], 4)
        np.testing.assert_array_equal(pixels[..., :3], expected, err_msg=name)


def space(matrix: str, primaries: str, *, full_range: bool) -> dict[str, Any]:
    """A colour space as VideoFrame takes it."""
    transfer = "iec61966-2-1" if full_range else "bt709"
    return {"matrix": matrix, "primaries": primaries, "transfer": transfer, "fullRange": full_range}


SPACES = [
    None,
    space("smpte170m", "smpte170m", full_range=False),
    space("smpte170m", "smpte170m", full_range=True),
    space("bt709", "bt709", full_range=False),
    space("bt709", "bt709", full_range=True),
]


@pytest.mark.parametrize(("width", "height"), [(640, 480), (641, 359)])
def test_a_camera_frame_has_the_same_colours_copied_and_drawn(
    small_frame_server: ServerProcess, phone: Phone, width: int, height: int
) -> None:
    page = visit_empty_page(phone, small_frame_server)
    found = page.evaluate(YUV_FRAMES, [width, height, 160, SPACES])
    assert len(found) == 2 * len(SPACES)
    for each in found:
        assert each["spread"] > 100
        assert each["largest"] == 0, each

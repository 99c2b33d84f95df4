"""photo: from a chosen 12-megapixel photo to its boxes."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from PIL import Image
from playwright.sync_api import Page

from bench.browser import new_phone, open_app, served, wait_for
from bench.options import SAMPLE_SHELF, Options
from bench.report import Check, Section, listing

PHOTO_SIZE = (3000, 4000)
GRAIN = 60
GRAIN_SHARE = 0.1
"""Noise: standard deviation in 255ths, and its amount. Phones' photos contain noise, which makes their files large."""
MOST_RATIO = 2.5
WHOLE = "photo to boxes"
NETWORK = "network at the photo's input size"


def write_photo(path: Path) -> Path:
    """The drawn sample shelf, as a photo of a phone."""
    with Image.open(SAMPLE_SHELF) as shelf:
        large = shelf.convert("RGB").resize(PHOTO_SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(PHOTO_SIZE, GRAIN).convert("RGB")
    Image.blend(large, grain, GRAIN_SHARE).save(path, "JPEG", quality=92)
    return path


def measure(options: Options) -> Section:
    """Chooses the same photo repeatedly."""
    rounds = 2 if options.quick else options.rounds
    photo = write_photo(options.folder / "photo.jpg")
    with served(options) as server, new_phone(options, "photo") as phone:
        page = open_app(phone, server.url, options, address="")
        wait_for(page, "observed.firsts.detector !== undefined")
        count(page, photo)  # warm-up: compiles code and allocates memory
        counted = [count(page, photo) for _ in range(rounds)]
    stages = {name: [[each[name]] for each in counted] for name in counted[0]}
    value = median(each[WHOLE] / each[NETWORK] for each in counted)
    return Section(
        "photo",
        [
            listing(
                f"photo: {PHOTO_SIZE[0]}x{PHOTO_SIZE[1]} JPEG on WASM",
                stages,
                reference=NETWORK,
                note="A model whose card says so detects a photo at a second, smaller scale as well.",
            )
        ],
        [Check("a 12-megapixel photo, to the network's time", value, "x", "<=", MOST_RATIO)],
    )


def count(page: Page, photo: Path) -> dict[str, float]:
    """Milliseconds of each stage of a photo, chosen in the start view, to which the page goes back."""
    stages = choose(page, photo)
    back(page)
    return stages


def choose(page: Page, photo: Path) -> dict[str, float]:
    """Milliseconds of each stage until the boxes of a photo are shown, which they then are."""
    page.evaluate("observed.detects = []; observed.photo = { asked_ms: 0, shown_ms: null };")
    page.locator("input[type=file]").first.set_input_files(photo)
    wait_for(page, "observed.photo.asked_ms > 0 && observed.photo.shown_ms !== null")
    shown = page.evaluate("observed.photo")
    detect = page.evaluate("observed.detects.find(({ detail }) => detail.mode === 'photo')")
    timing = detect["detail"]["timing"]
    passes = timing["passes"]
    stages = {
        "decode the file": detect["start_ms"] - shown["asked_ms"],
        "hand over": detect["end_ms"] - detect["start_ms"] - timing["total_ms"],
        "letterbox": timing["letterbox_ms"],
        "upload": sum(each["upload_ms"] for each in passes),
        NETWORK: passes[0]["network_ms"],
        "network, second scale": sum(each["network_ms"] for each in passes[1:]),
        "read-back": sum(each["readback_ms"] for each in passes),
        "decode": sum(each["decode_ms"] for each in passes),
        "NMS": timing["nms_ms"],
        "show": shown["shown_ms"] - detect["end_ms"],
    }
    return stages | {WHOLE: shown["shown_ms"] - shown["asked_ms"]}


def back(page: Page) -> None:
    """Leaves a photo for the start view."""
    page.evaluate("location.hash = ''")
    wait_for(page, "document.body.dataset.view === 'start'")

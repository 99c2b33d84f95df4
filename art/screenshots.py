"""Makes the pictures of the app in docs/pictures from the page itself: ``python art/screenshots.py``.

It needs Playwright and Chromium (SHELFSCAN_CHROMIUM names another one), and a running server: ``scripts/serve``.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (390, 844)
"""Of a phone's page, CSS pixels."""
STORE = {"Store": "Corner Shop, Station Road", "Place": "Aisle 4, soft drinks"}
CATEGORIES = "Soft drinks, Coffee, Snacks"

PAPER = (237, 243, 239)
CASE = (20, 22, 21)
FRAME, GAP, MARGIN, CORNER = 9, 37, 40, 44
FINE = 2
"""Pixels that are drawn for each one of the picture."""
QUALITY = 88


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("SHELFSCAN_CHROMIUM"))
        context = browser.new_context(
            viewport={"width": SIZE[0], "height": SIZE[1]}, device_scale_factor=FINE, color_scheme="light"
        )
        shots = take(context.new_page(), address)
        browser.close()
    for name, shot in shots.items():
        shot.resize(SIZE, Image.Resampling.LANCZOS).save(FOLDER / f"{name}.webp", quality=QUALITY)
    together([shots["start"], shots["photo"], shots["audit"]]).save(FOLDER / "app.webp", quality=QUALITY)


def take(page: Page, address: str) -> dict[str, Image.Image]:
    """The start, the sample shelf counted, its rows, and an audit with it."""
    page.goto(address)
    page.get_by_role("button", name="Skip").click()
    page.get_by_text("Ready to work offline").first.wait_for(timeout=120_000)
    shots = {"start": screenshot(page)}
    page.get_by_role("button", name="Try the sample shelf").click()
    page.locator("body[data-view=photo] [data-testid=count][data-count]").wait_for(timeout=120_000)
    shots["photo"] = screenshot(page)
    page.get_by_role("button", name="Rows").click()
    shots["rows"] = screenshot(page)
    page.get_by_role("button", name="Rows").click()
    page.get_by_role("button", name="Add to a visit").click()
    page.get_by_text("Place and note").click()
    for label, text in STORE.items():
        page.get_by_label(label).first.fill(text)
    page.locator("button[type=submit][form]").click()
    page.get_by_text("Saved in").first.wait_for()
    page.goto(f"{address.rstrip('/')}/#/audits")
    page.get_by_text(STORE["Store"]).first.click()
    page.locator("body[data-view=audit]").wait_for()
    page.locator("[name=category]").fill(CATEGORIES)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Move", exact=True).click()
    page.locator(".shot__open").click()
    page.get_by_role("button", name="Move 1 photo").click()
    page.get_by_role("dialog").get_by_role("button").filter(has_text=CATEGORIES.split(",")[0]).click()
    page.locator(".category__state").first.click()
    page.get_by_text("1 of 3").wait_for()
    page.evaluate("document.querySelectorAll('.notice').forEach((notice) => notice.remove())")
    shots["audit"] = screenshot(page)
    return shots


def screenshot(page: Page) -> Image.Image:
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)  # what moves has come to rest
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def together(shots: list[Image.Image]) -> Image.Image:
    """Phones side by side, each with a shadow."""
    width, height, frame, gap, margin, corner = (FINE * each for each in (*SIZE, FRAME, GAP, MARGIN, CORNER))
    case = (width + 2 * frame, height + 2 * frame)
    size = (2 * margin + len(shots) * case[0] + (len(shots) - 1) * gap, 2 * margin + case[1])
    picture = Image.new("RGB", size, PAPER)
    shadow = Image.new("L", size, 0)
    places = [(margin + i * (case[0] + gap), margin) for i in range(len(shots))]
    for x, y in places:
        ImageDraw.Draw(shadow).rounded_rectangle((x, y + 12, x + case[0], y + case[1] + 12), corner, 60)
    picture.paste(
        ImageChops.multiply(picture, Image.new("RGB", size, (120, 130, 125))),
        mask=shadow.filter(ImageFilter.GaussianBlur(24)),
    )
    for (x, y), shot in zip(places, shots, strict=True):
        ImageDraw.Draw(picture).rounded_rectangle((x, y, x + case[0], y + case[1]), corner, CASE)
        glass = Image.new("L", (width, height), 0)
        ImageDraw.Draw(glass).rounded_rectangle((0, 0, width, height), corner - frame, 255)
        picture.paste(shot, (x + frame, y + frame), glass)
    return picture.resize((size[0] // FINE, size[1] // FINE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/")

"""Make the PNG icons from static/icons/icon.svg with Chromium.

    python art/icons.py [path of chromium]

`any` icons show the drawing as it is; `maskable` ones, and the one for iPhones, fill the whole square and keep the
drawing inside the circle that every launcher leaves (https://www.w3.org/TR/appmanifest/#icon-masks).
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).parent.parent / "static" / "icons"
PAGE = "<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}"


def main() -> None:
    rounded = (ICONS / "icon.svg").read_text(encoding="utf-8")
    full = rounded.replace('rx="116"', "").replace('id="drawing"', 'transform="translate(46 41) scale(.82)"')
    wanted = {
        "icon-192.png": (192, rounded),
        "icon-512.png": (512, rounded),
        "maskable-192.png": (192, full),
        "maskable-512.png": (512, full),
        "apple-touch-icon.png": (180, full),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=sys.argv[1] if len(sys.argv) > 1 else None)
        for name, (size, svg) in wanted.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(size=size, svg=svg))
            page.screenshot(path=ICONS / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()

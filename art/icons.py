"""Make the PNG icons from static/icons/icon.svg with Chromium.

    python art/icons.py [path of chromium]

`any` icons show the drawing as it is; `maskable` ones, and the one for iPhones, fill the whole square and keep the
drawing inside the circle that every launcher leaves (https://www.w3.org/TR/appmanifest/#icon-masks). Those of the
shortcuts show the signs of static/js/toolkit/icons.js on the same ground, inside that circle too.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parent.parent / "static"
ICONS = STATIC / "icons"
SIGNS = STATIC / "js" / "toolkit" / "icons.js"
SHORTCUT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
<rect width="48" height="48" fill="#0c1f19"/>
<g transform="translate(7.8 7.8) scale(1.35)" fill="none" stroke="#2ee6a6" stroke-width="1.75" stroke-linecap="round"
  stroke-linejoin="round">{sign}</g>
</svg>"""
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
        "shortcut-camera.png": (96, shortcut("camera")),
        "shortcut-audits.png": (96, shortcut("audits")),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=sys.argv[1] if len(sys.argv) > 1 else None)
        for name, (size, svg) in wanted.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(size=size, svg=svg))
            page.screenshot(path=ICONS / name, omit_background=True)
        browser.close()


def shortcut(name: str) -> str:
    """One of the page's own symbols as an icon."""
    sign = re.search(rf"  {name}: html`<svg [^>]*>(.*?)</svg>`", SIGNS.read_text(encoding="utf-8"), re.DOTALL)
    if sign is None:
        raise ValueError(f"{SIGNS} has no sign called {name}")
    return SHORTCUT.format(sign=sign[1])


if __name__ == "__main__":
    main()

"""Chromium as a phone: one profile folder is one phone, which remembers what it has installed and stored."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright

VIEWPORT = {"width": 390, "height": 844}

QUIET = [
    "--no-sandbox",  # Tests run as root in containers.
    # Chromium's own traffic: no test wants it.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

WELCOMED = (
    "try { localStorage.setItem('shelfscan.welcomed', 'yes'); } catch { /* Switched off by the test. */ }"
)


class Phone:
    """Opens and closes the browser of one profile."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._playwright = playwright
        self._profile = profile
        self._context: BrowserContext | None = None

    def open(
        self,
        *,
        camera: Path | None = None,
        arguments: list[str] | None = None,
        welcomed: bool = True,
        **options: Any,
    ) -> BrowserContext:
        """Starts the browser anew, as after a cold start of the phone.

        Args:
            camera: what the camera sees, from ``write_mjpeg``; without it there is no camera.
            arguments: more switches for Chromium.
            welcomed: the page does not explain itself first, as it does at the very first visit.
            options: more of Playwright's options for the context, e.g. ``viewport`` or ``permissions``.
        """
        self.close()
        defaults: dict[str, Any] = {
            "viewport": VIEWPORT,
            "has_touch": True,
            "is_mobile": True,
            "locale": "en-US",  # and not that of the machine: the page speaks several languages
        }
        switches = [*QUIET, *(arguments or [])]
        if camera is not None:
            switches += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera}"]
            defaults["permissions"] = ["camera"]
        self._context = self._playwright.chromium.launch_persistent_context(
            self._profile,
            executable_path=os.environ.get("SHELFSCAN_CHROMIUM") or shutil.which("chromium"),
            args=switches,
            **(defaults | options),
        )
        if welcomed:
            self._context.add_init_script(WELCOMED)
        return self._context

    def visit(self, url: str, **options: Any) -> Page:
        """Opens the browser, see ``open``, and in it ``url``."""
        page = self.open(**options).pages[0]
        page.goto(url)
        return page

    def close(self) -> None:
        """Closes the browser. What it has stored stays."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def crash(self) -> None:
        """Ends the browser as an empty battery would, on Linux. What it had written stays, and nothing else."""
        wanted = f"--user-data-dir={self._profile}".encode()
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if wanted in command.read_bytes().split(b"\0"):
                    os.kill(int(command.parent.name), signal.SIGKILL)
            except (OSError, ProcessLookupError):
                continue  # It has ended by itself meanwhile.
        if self._context is not None:
            with contextlib.suppress(Error):  # There is nothing left to close.
                self._context.close()
            self._context = None

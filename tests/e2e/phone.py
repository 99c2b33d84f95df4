"""Chromium as a phone.

``Phone`` has a profile folder: it remembers what it has installed and stored, over cold starts and crashes.
``Visitor`` is a new context in a browser that all tests of a process share: it starts in a tenth of the time, and
forgets everything when it is closed. Take it wherever no cold start, crash or profile is the subject.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

from tests.coverage import browser as coverage
from tests.e2e.watch import Watch

VIEWPORT = {"width": 390, "height": 844}

QUIET = [
    "--no-sandbox",  # Tests run as root in containers.
    # Disable Chromium's own traffic.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

WELCOMED = (
    "try { localStorage.setItem('shelfscan.welcomed', 'yes'); } catch { /* Switched off by the test. */ }"
)


BROWSERS_AT_A_TIME = 3
"""Number of browsers kept open. Each set of switches needs its own, and each takes memory."""


def find_chromium() -> str | None:
    """Path of the Chromium to run; None: Playwright uses its own."""
    return os.environ.get("SHELFSCAN_CHROMIUM") or shutil.which("chromium")


def find_headless_shell() -> str | None:
    """Path of a Chromium without windows, which takes less of the machine; of the whole one where there is none."""
    return (
        os.environ.get("SHELFSCAN_HEADLESS_SHELL")
        or shutil.which("chromium-headless-shell")
        or find_chromium()
    )


def chromium_for(switches: list[str], is_plain: bool) -> tuple[str | None, list[str]]:
    """The Chromium to run, and its switches. A plain one may be the Chromium without windows.

    That one takes half of the processor's time for a page, but cannot ask: who wants the camera gets it.
    """
    if not is_plain or find_headless_shell() == find_chromium():
        return find_chromium(), switches
    return find_headless_shell(), [*switches, "--use-fake-ui-for-media-stream"]


def all_switches(camera: Path | None, arguments: list[str] | None) -> list[str]:
    """Chromium's switches for a camera that shows a clip, and ``arguments``."""
    switches = [*QUIET, *(arguments or [])]
    if camera is not None:
        switches += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera}"]
    return switches


class Phone:
    """Opens and closes the browser of one profile."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._playwright = playwright
        self._profile = profile
        self._context: BrowserContext | None = None
        self.watch = Watch()

    def open(
        self,
        *,
        camera: Path | None = None,
        arguments: list[str] | None = None,
        welcomed: bool = True,
        **options: Any,
    ) -> BrowserContext:
        """Starts the browser again, as after a cold start of the phone.

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
            "locale": "en-US",  # independent of the machine, because the page has several languages
        }
        if camera is not None:
            defaults["permissions"] = ["camera"]
        is_plain = not arguments and "permissions" not in options
        self._context = self._launch(all_switches(camera, arguments), defaults | options, is_plain)
        self.watch.attach(self._context)
        if welcomed:
            self._context.add_init_script(WELCOMED)
        coverage.start(self._context.pages[0])
        return self._context

    def visit(self, url: str, **options: Any) -> Page:
        """Opens the browser, see ``open``, and in it ``url``."""
        page = self.open(**options).pages[0]
        page.goto(url)
        return page

    def close(self) -> None:
        """Closes the browser. Its storage is kept."""
        if self._context is not None:
            self.watch.leave(self._context.pages)
            coverage.take(self._context.pages)
            self._context.close()
            self._context = None

    def wait_for_provoked(self, patterns: list[str]) -> None:
        """Waits a while for what the test says that it provokes: the page reports some of it late."""
        if self._context is not None:
            self.watch.wait_for(patterns, self._context.pages)

    def crash(self) -> None:
        """Kills the browser, as an empty battery would. Only what it had written is kept. On Linux only."""
        wanted = f"--user-data-dir={self._profile}".encode()
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if wanted in command.read_bytes().split(b"\0"):
                    os.kill(int(command.parent.name), signal.SIGKILL)
            except (OSError, ProcessLookupError):
                continue  # It has ended in the meantime.
        if self._context is not None:
            with contextlib.suppress(Error):  # The browser is gone already.
                self._context.close()
            self._context = None

    def _launch(self, switches: list[str], options: dict[str, Any], is_plain: bool) -> BrowserContext:
        """A browser with the profile; it has one page.

        Args:
            switches: Chromium's.
            options: Playwright's for the context.
            is_plain: neither switches nor permissions of its own are the subject of the test.
        """
        chromium, switches = chromium_for(switches, is_plain)
        return self._playwright.chromium.launch_persistent_context(
            self._profile, executable_path=chromium, args=switches, **options
        )


class Browsers:
    """Browsers that tests share, one for each set of switches. Only the most recently used ones stay open."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._open: dict[tuple[str | None, ...], Browser] = {}

    def get(self, switches: list[str], is_plain: bool) -> Browser:
        """The browser with these switches, see ``chromium_for``; started when there is none."""
        chromium, switches = chromium_for(switches, is_plain)
        key = (chromium, *switches)
        browser = self._open.pop(key, None)
        if browser is None or not browser.is_connected():
            browser = self._playwright.chromium.launch(executable_path=chromium, args=switches)
        self._open[key] = browser  # Last, as the one used most recently.
        while len(self._open) > BROWSERS_AT_A_TIME:
            self._open.pop(next(iter(self._open))).close()
        return browser

    def close(self) -> None:
        """Closes all of them."""
        for browser in self._open.values():
            browser.close()
        self._open.clear()


class Visitor(Phone):
    """A phone for one visit: each ``open`` is a new context of a shared browser that has stored nothing yet."""

    def __init__(self, browsers: Browsers) -> None:
        self._browsers = browsers
        self._context = None
        self.watch = Watch()

    def crash(self) -> None:
        """A shared browser must not crash.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError("Only a phone with a profile can crash: take the fixture `phone`.")

    def _launch(self, switches: list[str], options: dict[str, Any], is_plain: bool) -> BrowserContext:
        context = self._browsers.get(switches, is_plain).new_context(**options)
        context.new_page()
        return context

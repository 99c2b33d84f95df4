"""What no page may do, watched in every test with a browser.

A request to another origin, a violation of the policy, an error that nobody caught (in the page or a worker), and a
camera that is on after its view was left: each fails the test, unless the mark ``provokes`` names it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, WebError, Worker

REPORT_LIMIT_S = 5.0
"""What a page reports comes within this time: see static/js/device/leaving.js."""

LEAVE_LIMIT_S = 5.0

KEEP_TRACKS = """
(() => {
  if (globalThis.tracks) return;
  const tracks = [];
  Object.defineProperty(globalThis, 'tracks', { value: tracks });
  const keep = (stream) => {
    for (const track of stream?.getTracks?.() ?? []) if (!tracks.includes(track)) tracks.push(track);
  };
  const devices = globalThis.MediaDevices?.prototype;
  const ask = devices?.getUserMedia;
  if (ask) devices.getUserMedia = function (constraints) {
    const asked = ask.call(this, constraints);
    asked.then(keep, () => {});
    return asked;
  };
  // What a test gives the page in place of a camera comes this way.
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(stream) {
      keep(stream);
      source.set.call(this, stream);
    },
  });
})();
"""
"""A script for every page: it keeps all camera tracks in ``tracks``."""

WAIT_FOR_REPORTS = """async () => {
  if (performance.getEntriesByName('failure').length > 0) await new Promise((done) => setTimeout(done, 400));
}"""
"""Waits for what static/js/shell/report.js reports 0.3 s after it happened: a page's timers come in their order."""

TELL_POLICY = """() => addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) =>
  console.error(`${blockedURI} violates the Content Security Policy: ${effectiveDirective}`))"""


class Watch:
    """Gathers what pages of one test did that they may not do."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        """Watches all pages of the context and their workers from now on."""
        context.add_init_script(KEEP_TRACKS)
        context.on("request", self._follow_request)
        context.on("weberror", self._follow_error)
        context.on("console", self._follow_console)
        context.on("page", self._follow_page)
        for page in context.pages:
            self._follow_page(page)

    def leave(self, pages: Iterable[Page]) -> None:
        """Waits for late reports, then leaves the camera's view, if a camera is on, and looks whether it goes off."""
        for page in pages:
            with suppress(Error):  # The page has crashed, for example.
                page.evaluate(WAIT_FOR_REPORTS)
                deadline = time.monotonic() + LEAVE_LIMIT_S
                while camera_is_on(page):
                    if time.monotonic() > deadline:
                        self.found.append(f"camera: on after its view was left, {page.url}")
                        break
                    # Each time: a camera that was asked for before may come on only now, and its view is still open.
                    page.evaluate("location.hash = ''")
                    page.wait_for_timeout(20)

    def wait_for(self, patterns: Sequence[str], pages: Sequence[Page]) -> None:
        """Waits for these, at most so long: a page reports an error only when it is sure that it is not being left."""
        deadline = time.monotonic() + REPORT_LIMIT_S
        while pages and self._missing(patterns) and time.monotonic() < deadline:
            with suppress(Error):  # The page has crashed, for example.
                pages[0].wait_for_timeout(50)

    def _missing(self, patterns: Iterable[str]) -> list[str]:
        return [one for one in patterns if not any(re.search(one, each) for each in self.found)]

    def check(self, expected: Iterable[str], allowed: Iterable[str] = ()) -> None:
        """Compares what was found with what the test says that it provokes.

        Args:
            expected: patterns, each of which has to be found.
            allowed: patterns of what may be found.

        Raises:
            AssertionError: something else was found, or something was not.
        """
        patterns = list(expected)
        known = [*patterns, *allowed]
        unexpected = [each for each in self.found if not any(re.search(one, each) for one in known)]
        assert not unexpected, "the page did what no page may do: " + "; ".join(dict.fromkeys(unexpected))
        missing = self._missing(patterns)
        assert not missing, f"the test says that it provokes this, and it did not happen: {missing}"

    def _follow_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("http", "https", "ws", "wss"):
            return  # blob: and data: leave no browser
        asking = urlsplit(_asked_by(request))
        if (url.hostname, url.port) == (
            asking.hostname,
            asking.port,
        ):  # a name and password make no other origin
            return
        self.found.append(f"request: to {request.url} from {_asked_by(request)}")

    def _follow_error(self, error: WebError) -> None:
        self.found.append(f"error: {error.error.message}")

    def _follow_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.found.append(f"policy: {message.text}")

    def _follow_page(self, page: Page) -> None:
        page.on("worker", _tell_policy)


def _asked_by(request: Request) -> str:
    """The address of the page or service worker that has asked; of what is opened itself where a test opens a page."""
    if request.service_worker:
        return request.service_worker.url
    with suppress(Error):  # A page that is just being opened has no frame yet.
        if not (request.is_navigation_request() and request.frame.parent_frame is None):
            return request.frame.url
    return request.url


def _tell_policy(worker: Worker) -> None:
    """Violations in workers are not told to anybody but the worker."""
    with suppress(Error):  # It has ended.
        worker.evaluate(TELL_POLICY)


def camera_is_on(page: Page) -> bool:
    """Whether any camera track of the page is running."""
    return bool(page.evaluate("(globalThis.tracks ?? []).some((track) => track.readyState === 'live')"))

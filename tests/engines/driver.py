"""What the journeys need of a browser, whichever engine it has."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

VIEWPORT = (390, 844)
"""Width and height of the page in CSS pixels."""

WAIT_S = 60.0
"""How long a condition may take to come true: a busy machine is slow, but not wrong."""

Point = tuple[float, float]
"""A place in the window: CSS pixels from the left and from the top."""

KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Delete": "\ue017",
}
"""Keys without a character, as WebDriver names them."""

FIND = """
const find = (css, text) => [...document.querySelectorAll(css)].find((element) => {
  const name = element.ariaLabel ?? element.textContent;
  return name.trim().includes(text) && element.checkVisibility() && element.matches(':not(:disabled)');
});
"""
"""The first element that CSS selects, that is shown and enabled, and whose label or text has the given text in it."""


class Engine(ABC):
    """A browser with one tab and a profile folder, which it keeps over restarts.

    It is not running until ``start``. Every text of JavaScript is a function's source, such as
    ``async (name) => (await caches.keys()).includes(name)``.
    """

    name: ClassVar[str]
    """As in the journeys' parameters: ``firefox``."""

    def __init__(self, profile: Path, *, camera: bool = False, private: bool = False) -> None:
        """Prepares a browser.

        Args:
            profile: folder of what the browser keeps; made where it is missing.
            camera: there is a camera, which shows a moving picture, and the page may use it without asking.
            private: the tab is in a private session, which keeps nothing on the disk.
        """
        self.profile = profile
        self.camera = camera
        self.private = private
        self.downloads = profile.with_name(f"{profile.name}-downloads")
        """Folder to which the browser saves downloads, without asking."""
        self.downloads.mkdir(parents=True, exist_ok=True)

    @classmethod
    @abstractmethod
    def missing(cls) -> str | None:
        """Why this engine cannot be run here, with what to install; None: it can."""

    @property
    @abstractmethod
    def version(self) -> str:
        """Name and version of the browser, e.g. ``Firefox 153.0``. It must be running."""

    @abstractmethod
    def start(self) -> None:
        """Starts the browser with an empty tab of ``VIEWPORT`` in English. What the profile holds is there."""

    @abstractmethod
    def close(self) -> None:
        """Closes the browser as a person does. Does nothing if it is not running."""

    @abstractmethod
    def kill(self) -> None:
        """Kills all its processes (SIGKILL), as an empty battery would. Only what it has written is kept."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Opens an address and waits until it is loaded."""

    @abstractmethod
    def reload(self) -> None:
        """Loads the page again, as a person's pull does, and waits until it is loaded."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Calls a function in the page, awaits it, and returns its result. Both ways go JSON's values.

        Raises:
            EngineError: the function has thrown, or its promise was rejected.
        """

    @abstractmethod
    def perform(self, source: dict[str, Any]) -> None:
        """Performs the actions of an input source, as WebDriver describes them."""

    def press(self, points: Sequence[Point]) -> None:
        """Presses the pointer at the first point, moves it over the others, and lets it go at the last.

        It is a person's act to the page: what a browser allows only after a tap is allowed.
        """
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0} for x, y in points]
        down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        self.perform({"type": "pointer", "id": "mouse", "actions": [moves[0], down, *moves[1:], up]})

    def type_key(self, key: str) -> None:
        """Presses and releases a key, named as in ``KeyboardEvent.key``: ``ArrowRight``, ``Delete``, ``a``."""
        actions = [{"type": kind, "value": KEYS.get(key, key)} for kind in ("keyDown", "keyUp")]
        self.perform({"type": "key", "id": "keyboard", "actions": actions})

    @abstractmethod
    def choose_files(self, css: str, paths: Sequence[Path]) -> None:
        """Gives files to the first ``input[type=file]`` that the selector finds, which may be hidden."""

    @abstractmethod
    def screenshot(self, path: Path) -> None:
        """Writes a PNG of what the window shows."""

    @abstractmethod
    def errors(self) -> list[str]:
        """What the console has had of errors and uncaught exceptions since ``start``; empty if the engine is silent."""

    def wait_for(self, condition: str, *arguments: Any, timeout_s: float = WAIT_S) -> Any:
        """Waits until a function returns something true, and returns that. The page may be left meanwhile."""
        deadline = time.monotonic() + timeout_s
        while True:
            result: Any = None
            trouble = ""
            try:
                result = self.evaluate(condition, *arguments)
            except EngineError as error:  # Probably another page is being loaded.
                trouble = str(error)
            if result:
                return result
            if time.monotonic() > deadline:
                shown = trouble or self.evaluate("() => `${document.URL}\\n${document.body.innerText}`")
                raise AssertionError(f"not true after {timeout_s:.0f} s: {condition} {arguments}\n{shown}")
            time.sleep(0.05)

    def click(self, css: str, text: str = "") -> None:
        """Waits for the first element that is shown, selected by ``css`` and has ``text`` in its name; clicks it."""
        where = f"""async (css, text) => {{
          {FIND}
          const element = find(css, text);
          if (!element) return null;
          element.scrollIntoView({{ block: 'nearest' }});
          await new Promise((done) => setTimeout(done, 50)); // what scrolls or opens comes to rest
          const {{ left, top, width, height }} = element.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          const hit = document.elementFromPoint(x, y);
          return element.contains(hit) || hit?.contains(element) ? [x, y] : null;
        }}"""
        x, y = self.wait_for(where, css, text)
        self.press([(x, y)])

    def fill(self, css: str, value: str) -> None:
        """Waits for the first field that is shown and selected by ``css``, and puts ``value`` into it."""
        fill = f"""(css, value) => {{
          {FIND}
          const field = find(css, '');
          if (!field) return false;
          field.focus();
          field.value = value;
          field.dispatchEvent(new Event('input', {{ bubbles: true }}));
          field.dispatchEvent(new Event('change', {{ bubbles: true }}));
          return true;
        }}"""
        self.wait_for(fill, css, value)

    def downloaded(self, timeout_s: float = WAIT_S) -> Path:
        """Waits until a download is there and complete, and returns the newest."""
        deadline = time.monotonic() + timeout_s
        size = -1
        while True:
            files = sorted(self.downloads.iterdir(), key=lambda file: file.stat().st_mtime)
            whole = not any(file.suffix in {".part", ".wkdownload", ".crdownload"} for file in files)
            if files and whole and files[-1].stat().st_size == size > 0:
                return files[-1]
            size = files[-1].stat().st_size if files else -1
            assert time.monotonic() < deadline, f"nothing was downloaded in {timeout_s:.0f} s"
            time.sleep(0.2)


class EngineError(Exception):
    """A script has failed in the page, or the browser does not do what it was told."""

"""WebKit as Debian has it, WebKitGTK, by its WebDriver. The engine is Safari's; camera, drawing and network are not."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.e2e.server import find_free_port
from tests.engines.driver import VIEWPORT, Engine, EngineError
from tests.engines.webdriver import WebDriverSession

WINDOW = Path(__file__).with_name("webkit_window.py")
PYTHON = "/usr/bin/python3"
"""The system's, for which Debian packages PyGObject."""

PACKAGES = "webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb"
NEEDED = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')"

ENVIRONMENT = {
    "GDK_BACKEND": "x11",
    "GSETTINGS_BACKEND": "memory",
    "NO_AT_BRIDGE": "1",  # There is no desktop to talk to.
}

NOISE = (
    # It has no web manifests and says so on each page.
    "Unrecognized Content-Security-Policy directive 'manifest-src'",
    # Each download that was under way when the page was left. What the page says of it counts.
    "due to access control checks.",
)
"""What WebKitGTK itself calls errors where the page has made none."""

LOADED = "(left) => performance.timeOrigin !== left && document.readyState === 'complete'"

START_S = 60
STOP_S = 30


class WebKit(Engine):
    """A window of WebKitGTK on a display of its own, which nobody sees."""

    name = "webkit"
    _driver: subprocess.Popen[bytes] | None = None
    _display: subprocess.Popen[bytes] | None = None
    _session: WebDriverSession | None = None
    _log_start = 0

    @classmethod
    def missing(cls) -> str | None:
        """See ``Engine``."""
        has_programs = shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and Path(PYTHON).exists()
        if has_programs and subprocess.run([PYTHON, "-c", NEEDED], capture_output=True).returncode == 0:
            return None
        return f"there is no WebKitGTK for tests (apt install {PACKAGES})"

    @property
    def version(self) -> str:
        """See ``Engine``."""
        return f"WebKitGTK {self._running.capabilities['browserVersion']}"

    @property
    def _running(self) -> WebDriverSession:
        assert self._session is not None, "WebKit is not running"
        return self._session

    @property
    def _log(self) -> Path:
        return self.profile.with_name(f"{self.profile.name}.log")

    def start(self) -> None:
        """See ``Engine``."""
        self.profile.mkdir(parents=True, exist_ok=True)
        width, height = VIEWPORT
        arguments = [str(WINDOW), f"{width}x{height}", str(self.profile), str(self.downloads)]
        arguments += ["--camera"] * self.camera + ["--private"] * self.private
        port = find_free_port()
        with self._log.open("ab") as log:
            self._log_start = log.tell()
            display = self._start_display(log)
            self._driver = subprocess.Popen(
                ["WebKitWebDriver", f"--port={port}"],
                env=os.environ | ENVIRONMENT | {"DISPLAY": display},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait(lambda: listens(port))
        browser = {"binary": PYTHON, "args": arguments}
        # It is not to wait until one page is loaded before it opens the next: see `_load`.
        wanted = {"webkitgtk:browserOptions": browser, "pageLoadStrategy": "none"}
        self._session = WebDriverSession(port, wanted)

    def _start_display(self, log: Any) -> str:
        """A display of the page's size, such as ``:1``."""
        read, write = os.pipe()
        width, height = VIEWPORT
        self._display = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise EngineError(f"Xvfb did not start: see {self._log}")
        return f":{number}"

    def _wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_S
        while not condition():
            if time.monotonic() > deadline:
                raise EngineError(f"WebKit's driver did not start: see {self._log}")
            time.sleep(0.05)

    def close(self) -> None:
        """See ``Engine``."""
        if self._session is not None:
            with contextlib.suppress(EngineError):  # It may be gone before it answers.
                self._session.send("DELETE", "")
        self.kill()

    def kill(self) -> None:
        """See ``Engine``."""
        for process in (self._driver, self._display):
            if process is not None:
                with contextlib.suppress(ProcessLookupError):  # All have ended.
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._driver = self._display = self._session = None

    def open(self, url: str) -> None:
        """See ``Engine``."""
        self._load("/url", url=url)

    def reload(self) -> None:
        """See ``Engine``."""
        self._load("/refresh")

    def _load(self, command: str, **parameters: Any) -> None:
        """Loads a page, and waits until it is there instead of the one that is left."""
        left = self.evaluate("() => performance.timeOrigin")
        self._running.send("POST", command, **parameters)
        self.wait_for(LOADED, left)

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """See ``Engine``."""
        script = f"""
          const [all, answer] = arguments;
          (async () => JSON.stringify({{ result: (await ({function})(...JSON.parse(all))) ?? null }}))()
            .then(answer, (error) => answer(JSON.stringify({{ error: `${{error}}` }})));"""
        answer = self._running.send("POST", "/execute/async", script=script, args=[json.dumps(arguments)])
        told = json.loads(answer)
        if "error" in told:
            raise EngineError(told["error"])
        return told["result"]

    def perform(self, source: dict[str, Any]) -> None:
        """See ``Engine``."""
        self._running.send("POST", "/actions", actions=[source])

    def choose_files(self, css: str, paths: Sequence[Path]) -> None:
        """See ``Engine``."""
        element = self._running.send("POST", "/element", using="css selector", value=css)
        (reference,) = element.values()
        text = "\n".join(str(path.resolve()) for path in paths)
        self._running.send("POST", f"/element/{reference}/value", text=text)

    def screenshot(self, path: Path) -> None:
        """See ``Engine``."""
        path.write_bytes(base64.b64decode(self._running.send("GET", "/screenshot")))

    def errors(self) -> list[str]:
        """See ``Engine``."""
        said = self._log.read_bytes()[self._log_start :].decode(errors="replace").splitlines()
        errors = [line for line in said if "CONSOLE" in line and " ERROR " in line]
        return [line for line in errors if not any(noise in line for noise in NOISE)]


def listens(port: int) -> bool:
    """Whether something listens on this port of 127.0.0.1."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False  # Not yet.
    return True

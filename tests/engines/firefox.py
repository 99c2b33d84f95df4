"""Firefox, by WebDriver BiDi. Debian has no geckodriver, and Playwright drives only a Firefox that it has patched."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.engines.bidi import BidiConnection
from tests.engines.driver import VIEWPORT, Engine, EngineError

START_S = 120
STOP_S = 30

PREFERENCES: dict[str, bool | int | str] = {
    "intl.accept_languages": "en-US",
    "intl.locale.requested": "en-US",
    # After a kill it starts as usual: neither in safe mode nor with the old tabs.
    "toolkit.startup.max_resumed_crashes": -1,
    "browser.sessionstore.resume_from_crash": False,
    # Downloads are saved without a question.
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.download.alwaysOpenPanel": False,
    # No traffic but the page's.
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}

CAMERA: dict[str, bool | int | str] = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
}


def find_firefox() -> str | None:
    """Path of the Firefox to run."""
    return os.environ.get("SHELFSCAN_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox(Engine):
    """A Firefox without a window."""

    name = "firefox"
    _process: subprocess.Popen[bytes] | None = None
    _bidi: BidiConnection | None = None
    _context = ""

    @classmethod
    def missing(cls) -> str | None:
        """See ``Engine``."""
        return (
            None
            if find_firefox()
            else "there is no Firefox (apt install firefox-esr, or set SHELFSCAN_FIREFOX)"
        )

    @property
    def version(self) -> str:
        """See ``Engine``."""
        return f"Firefox {self._connection.capabilities['browserVersion']}"

    @property
    def _connection(self) -> BidiConnection:
        assert self._bidi is not None, "Firefox is not running"
        return self._bidi

    def start(self) -> None:
        """See ``Engine``."""
        self.profile.mkdir(parents=True, exist_ok=True)
        self._write_preferences()
        told = self.profile / "WebDriverBiDiServer.json"
        told.unlink(missing_ok=True)
        command = [find_firefox() or "firefox", "--headless", "--no-remote", "--remote-debugging-port=0"]
        with self.profile.with_name(f"{self.profile.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--profile", str(self.profile), "about:blank"],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._bidi = BidiConnection(self._address(told))
        contexts = self._connection.send("browsingContext.getTree")["contexts"]
        self._context = contexts[0]["context"]
        width, height = VIEWPORT
        self._connection.send(
            "browsingContext.setViewport", context=self._context, viewport={"width": width, "height": height}
        )

    def _address(self, told: Path) -> str:
        """Waits until Firefox has written to the file ``told`` where it listens."""
        deadline = time.monotonic() + START_S
        while True:
            with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
                server = json.loads(told.read_text())
                return f"ws://{server['ws_host']}:{server['ws_port']}/session"
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise EngineError(f"Firefox did not start: see {self.profile}.log")
            time.sleep(0.05)

    def _write_preferences(self) -> None:
        preferences = PREFERENCES | (CAMERA if self.camera else {})
        preferences |= {
            "browser.download.dir": str(self.downloads),
            "browser.privatebrowsing.autostart": self.private,
        }
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()
        ]
        (self.profile / "user.js").write_text("".join(lines))

    def close(self) -> None:
        """See ``Engine``."""
        if self._bidi is not None and self._process is not None:
            with contextlib.suppress(EngineError):  # It may be gone before it answers.
                self._bidi.send("browser.close")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_S)
        self.kill()

    def kill(self) -> None:
        """See ``Engine``."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):  # All have ended.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        if self._bidi is not None:
            self._bidi.close()
            self._bidi = None

    def open(self, url: str) -> None:
        """See ``Engine``."""
        self._connection.send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def reload(self) -> None:
        """See ``Engine``."""
        self._connection.send("browsingContext.reload", context=self._context, wait="complete")

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """See ``Engine``."""
        answer = self._connection.send(
            "script.callFunction",
            functionDeclaration=f"async (all) => JSON.stringify((await ({function})(...JSON.parse(all))) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise EngineError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def perform(self, source: dict[str, Any]) -> None:
        """See ``Engine``."""
        self._connection.send("input.performActions", context=self._context, actions=[source])

    def choose_files(self, css: str, paths: Sequence[Path]) -> None:
        """See ``Engine``."""
        locator = {"type": "css", "value": css}
        found = self._connection.send("browsingContext.locateNodes", context=self._context, locator=locator)
        nodes = found["nodes"]
        assert nodes, f"there is no {css}"
        self._connection.send(
            "input.setFiles",
            context=self._context,
            element={"sharedId": nodes[0]["sharedId"]},
            files=[str(path.resolve()) for path in paths],
        )

    def screenshot(self, path: Path) -> None:
        """See ``Engine``."""
        shot = self._connection.send("browsingContext.captureScreenshot", context=self._context)
        path.write_bytes(base64.b64decode(shot["data"]))

    def errors(self) -> list[str]:
        """See ``Engine``."""
        self._connection.send("session.status")  # What was logged before its answer has arrived by then.
        return self._connection.errors

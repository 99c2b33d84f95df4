"""A browser of one window with WebKitGTK, for WebDriver. It runs in the system's Python, which has PyGObject.

WebKitGTK's own MiniBrowser forgets everything when a driver has started it, and it has no camera.

Usage: /usr/bin/python3 webkit_window.py WIDTHxHEIGHT PROFILE DOWNLOADS [--camera] [--private]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 - only now is it known which versions.

SMALL_CAMERA = """(() => {
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = function (wanted) {
    return getUserMedia.call(this, { ...wanted, video: { ...wanted.video, width: 640, height: 480, frameRate: 10 } });
  };
})();"""
"""The mock camera draws each frame in the page's process: in the size that a phone gives, that takes all of it."""


def main() -> None:
    """Waits until the driver wants a window; ends when that is closed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size")
    parser.add_argument("profile", type=Path)
    parser.add_argument("downloads", type=Path)
    parser.add_argument("--camera", action="store_true")
    parser.add_argument("--private", action="store_true")
    given = parser.parse_args()
    width, height = map(int, given.size.split("x"))

    context = make_context(None if given.private else given.profile)
    context.connect("download-started", save_to(given.downloads))
    settings = WebKit2.Settings(
        enable_media_stream=True,
        enable_mock_capture_devices=given.camera,
        enable_write_console_messages_to_stdout=True,
    )

    scripts = WebKit2.UserContentManager()
    if given.camera:
        scripts.add_script(
            WebKit2.UserScript(
                SMALL_CAMERA,
                WebKit2.UserContentInjectedFrames.TOP_FRAME,
                WebKit2.UserScriptInjectionTime.START,
            )
        )

    def open_window(_session: object) -> object:
        view = WebKit2.WebView(
            web_context=context,
            settings=settings,
            user_content_manager=scripts,
            is_controlled_by_automation=True,
        )
        view.connect("permission-request", allow)
        window = Gtk.Window(decorated=False, default_width=width, default_height=height)
        window.connect("destroy", Gtk.main_quit)
        view.connect("close", lambda _view: window.destroy())
        window.add(view)
        window.show_all()
        return view

    context.connect("automation-started", lambda _context, session: begin(session, open_window))
    Gtk.main()


def make_context(profile: Path | None) -> Any:
    """What all pages share: storage in the folder ``profile``, or in memory without one."""
    if profile is None:
        manager = WebKit2.WebsiteDataManager.new_ephemeral()
    else:
        manager = WebKit2.WebsiteDataManager(
            base_data_directory=str(profile / "data"), base_cache_directory=str(profile / "cache")
        )
    context = WebKit2.WebContext.new_with_website_data_manager(manager)
    context.set_preferred_languages(["en-US"])
    context.set_automation_allowed(True)
    return context


def begin(session: Any, open_window: Any) -> None:
    """Tells the driver what it drives, and opens the window that it wants."""
    info = WebKit2.ApplicationInfo()
    info.set_name("WebKitGTK")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", open_window)


def allow(_view: object, request: Any) -> bool:
    """Lets the page do what it asks for, as a person would."""
    request.allow()
    return True


def save_to(folder: Path) -> Any:
    """Saves a download to the folder without a question."""

    def choose(download: Any, name: str) -> bool:
        download.set_destination((folder / name).as_uri())
        return True

    return lambda _context, download: download.connect("decide-destination", choose)


if __name__ == "__main__":
    main()

"""page: whether the page's main thread stays responsive while the detector works."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any, TypedDict

from playwright.sync_api import Page

from bench.browser import LiveScan, new_phone, open_app, served
from bench.options import Options
from bench.report import Check, Listing, Row, Section, row

SCAN_S = 20.0
QUICK_SCAN_S = 3.0
WARM_UP_S = 5.0
LONG_TASK_MS = 50.0
LEAST_FPS = 59.0
"""60, minus the jitter of the clock at the beginning and the end."""
REFRESH_MS = 1000 / 60
MOST_CULPRITS = 5

WATCH = """async (seconds) => {
  const tasks = [];
  const scripts = [];
  const observers = [
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))),
    new PerformanceObserver((list) => {
      for (const { scripts: found } of list.getEntries()) {
        for (const { sourceURL, sourceFunctionName, invoker, duration } of found) {
          const name = `${sourceURL.split('/static/').at(-1)} ${sourceFunctionName || invoker}`;
          scripts.push({ name, duration_ms: duration });
        }
      }
    }),
  ];
  observers[0].observe({ type: 'longtask' });
  observers[1].observe({ type: 'long-animation-frame' });
  const frames = [];
  const end = performance.now() + seconds * 1000;
  await new Promise((resolve) => {
    const step = (now) => {
      frames.push(now);
      if (performance.now() < end) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  });
  for (const observer of observers) observer.disconnect();
  return { tasks, scripts, frames };
}"""


class Watched(TypedDict):
    """Activity of a page's main thread during a period."""

    tasks: list[float]
    """Duration of each task over 50 ms, in milliseconds."""
    scripts: list[dict[str, Any]]
    """Scripts that ran in animation frames over 50 ms."""
    frames: list[float]
    """Start time of each animation frame."""


def dropped(frames: list[float]) -> int:
    """Number of dropped animation frames, at 60 per second."""
    return sum(max(0, round(interval / REFRESH_MS) - 1) for interval in intervals(frames))


def intervals(frames: list[float]) -> list[float]:
    """Milliseconds from each animation frame to the next."""
    return [late - early for early, late in pairwise(frames)]


def rate(frames: list[float]) -> float:
    """Animation frames per second."""
    return 1000 * (len(frames) - 1) / (frames[-1] - frames[0])


def measure(options: Options) -> Section:
    """Observes an empty page and, in the same browser, the app while it scans and while it is paused."""
    seconds = QUICK_SCAN_S if options.quick else SCAN_S
    with served(options) as server, new_phone(options, "page") as phone:
        app = open_app(phone, server.url, options)
        scan = LiveScan(app)
        paused = _watch(app, seconds / 4)
        scan.resume()
        time.sleep(WARM_UP_S)
        scanning = _watch(app, seconds)
        scan.pause()
        empty_page = app.context.new_page()
        empty_page.goto(f"{server.url}healthz")
        empty_page.bring_to_front()
        empty = _watch(empty_page, seconds / 4)
    rows = [
        row
        for name, watched in (
            ("scanning", scanning),
            ("picture held still", paused),
            ("an empty page", empty),
        )
        for row in _rows(name, watched)
    ]
    tables = [
        Listing(f"page: the page's thread, {seconds:.0f} s of scanning", rows),
        *_culprits(scanning),
    ]
    return Section(
        "page",
        tables,
        [
            Check(
                f"tasks over {LONG_TASK_MS:.0f} ms while scanning", len(scanning["tasks"]), "count", "<=", 0
            ),
            Check("animation frames while scanning", rate(scanning["frames"]), "per s", ">=", LEAST_FPS),
        ],
    )


def _watch(page: Page, seconds: float) -> Watched:
    watched: Watched = page.evaluate(WATCH, seconds)
    return watched


def _rows(name: str, watched: Watched) -> list[Row]:
    frames = watched["frames"]
    fps, lost, long = rate(frames), dropped(frames), len(watched["tasks"])
    return [
        row(f"{name}: between animation frames", [intervals(frames)]),
        Row(f"{name}: animation frames", "per s", fps, fps, samples=1),
        Row(f"{name}: animation frames dropped", "count", lost, lost, samples=1),
        Row(f"{name}: tasks over {LONG_TASK_MS:.0f} ms", "count", long, long, samples=1),
    ]


def _culprits(watched: Watched) -> list[Listing]:
    durations: dict[str, list[float]] = {}
    for script in watched["scripts"]:
        durations.setdefault(script["name"], []).append(script["duration_ms"])
    worst = sorted(durations.items(), key=lambda each: -sum(each[1]))[:MOST_CULPRITS]
    if not worst:
        return []
    rows = [row(name, [found]) for name, found in worst]
    return [Listing("page: scripts in animation frames over 50 ms", rows)]

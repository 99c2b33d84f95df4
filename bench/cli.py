"""The command: ``python -m bench [all|frame|start|bytes|page|memory|photo|groups|...]``, see ``What``."""

from __future__ import annotations

import datetime
import enum
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from playwright.sync_api import sync_playwright
from rich.console import Console

from app.bundle import BundleError
from app.catalogue import ModelFolders
from bench import download, engines, frame, groups, load, looks, memory, page, photo, ride, search, start
from bench.errors import BenchError
from bench.options import ROOT, SAMPLE_SHELF, Options
from bench.report import Section, all_met, as_json, show
from training.errors import TrainingSideError

MODELS = ROOT / "models"

SECTIONS: dict[str, Callable[[Options], Section]] = {
    "frame": frame.measure,
    "start": start.measure,
    "bytes": download.measure,
    "page": page.measure,
    "memory": memory.measure,
    "photo": photo.measure,
    "groups": groups.measure,
    "looks": looks.measure,
    "search": search.measure,
    "load": load.measure,
    "ride": ride.measure,
    "engines": engines.measure,
    "soak": memory.soak,
}
OPTIONAL = {"ride", "engines", "soak"}
"""Not part of all: they need what a developer may not have, or take an hour."""


class What(enum.StrEnum):
    """What can be measured."""

    FRAME = "frame"
    START = "start"
    BYTES = "bytes"
    PAGE = "page"
    MEMORY = "memory"
    PHOTO = "photo"
    GROUPS = "groups"
    LOOKS = "looks"
    SEARCH = "search"
    LOAD = "load"
    RIDE = "ride"
    ENGINES = "engines"
    SOAK = "soak"
    ALL = "all"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console()


@app.command()
def bench(
    what: Annotated[What, typer.Argument(help="What to measure.")] = What.ALL,
    json_: Annotated[Path | None, typer.Option("--json", help="File for all numbers.")] = None,
    model: Annotated[
        str | None, typer.Option(help="Bundle in models/, shelf-1.4.0 say; default: the one that phones get.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Turns that each candidate has.")] = 10,
    picture: Annotated[
        Path, typer.Option(help="What the camera sees; default: our drawn shelf.")
    ] = SAMPLE_SHELF,
    peers: Annotated[
        bool, typer.Option("--peers/--no-peers", help="Whether frame compares with other runtimes.")
    ] = True,
    webgl: Annotated[
        bool, typer.Option("--webgl/--no-webgl", help="Whether frame runs on WebGL too, which here is slow.")
    ] = True,
    photos: Annotated[
        Path | None, typer.Option(help="Folder of photos that engines counts in every browser.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only see that it works: too few samples for a result.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit code 1 when a limit is missed.")] = False,
) -> None:
    """Measures the app in headless Chromium together with its references, in one run.

    bench/README.md explains every number. Let nothing else run on the machine meanwhile.
    """
    chosen = [name for name in SECTIONS if name not in OPTIONAL] if what is What.ALL else [what.value]
    environment = _environment()
    sections: list[Section] = []
    with tempfile.TemporaryDirectory(prefix="shelfscan-bench-") as folder, sync_playwright() as playwright:
        options = Options(
            bundle=_bundle(model), picture=picture, rounds=rounds, quick=quick, peers=peers, webgl=webgl,
            photos=photos, playwright=playwright, folder=Path(folder),
        )  # fmt: skip
        environment |= {
            "model": options.bundle.name,
            "picture": picture.name,
            "rounds": rounds,
            "quick": quick,
        }
        for name in chosen:
            with console.status(f"Measuring {name} ..."):
                section = SECTIONS[name](options)
            show(section, console)
            sections.append(section)
    if quick:
        console.print("--quick: these numbers show that the bench works, and nothing else.")
    environment["load_after"] = os.getloadavg()[0]
    if json_:
        content = json.dumps(as_json(sections, environment), indent=2)
        json_.write_text(f"{content}\n", encoding="utf-8")
    if check and not all_met(sections):
        raise typer.Exit(1)


def _bundle(name: str | None) -> Path:
    if name is not None:
        folder = MODELS / name
        if not folder.is_dir():
            raise BenchError(f"There is no model {folder}.")
        return folder
    return MODELS / ModelFolders(MODELS).catalogue().cards[0].folder_name


def _environment() -> dict[str, Any]:
    """The conditions on which the numbers depend, besides the code."""
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip() or None,
        "machine": platform.machine(),
        "cpu": _cpu(),
        "chromium": _chromium(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }


def _cpu() -> str | None:
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), None)


def _chromium() -> str | None:
    found = os.environ.get("SHELFSCAN_CHROMIUM") or shutil.which("chromium")
    if found is None:
        return None  # Playwright's own.
    return subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout.strip()


def main() -> None:
    """Runs the command. A known failure prints one sentence and exits with code 1."""
    try:
        app()
    except (BenchError, BundleError, TrainingSideError) as error:
        Console(stderr=True).print(f"[red]{type(error).__name__}:[/red] {error}")
        sys.exit(1)

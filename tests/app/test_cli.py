from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app import __version__
from app.paths import DEFAULT_SITE
from app.settings import Settings


def run_server(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs ``python -m app``, which is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=DEFAULT_SITE.root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_wrong_setting_ends_with_one_sentence_and_status_2() -> None:
    done = run_server(SHELFSCAN_PORT="eighty")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: Setting --port (or SHELFSCAN_PORT) is wrong: ")
    assert done.stderr.count("\n") == 1


def test_missing_models_end_with_one_sentence_and_status_1(tmp_path: Path) -> None:
    done = run_server("--models", str(tmp_path), "--no-bundled-models")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: There is no model bundle in {tmp_path}.")
    assert done.stderr.count("\n") == 1


def test_help_lists_every_setting() -> None:
    shown = run_server("--help", TERMINAL_WIDTH="200").stdout
    for name in Settings.model_fields:
        assert f"--{name.replace('_', '-')}" in shown


def test_the_installed_command_tells_its_version_and_has_serve() -> None:
    command = [sys.executable, "-c", "from app.cli import main; main()"]
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout == f"shelfscan {__version__}\n"
    help_text = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True).stdout
    assert "serve" in help_text

from __future__ import annotations

import errno
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from app import __version__, cli
from app.errors import StartError
from app.paths import DEFAULT_SITE
from app.ports import listen
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


def test_a_port_that_another_program_has_ends_with_one_sentence_and_status_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run_server("--port", str(other.getsockname()[1]))
    assert done.returncode == 1
    assert re.fullmatch(
        r"Error: Port \d+ of 127\.0\.0\.1 cannot be used: Address already in use\. Choose another with --port\.\n",
        done.stderr,
    )
    assert "starts at" not in done.stdout


def test_without_a_folder_for_temporary_files_several_processes_end_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(**_options: str) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(cli, "TemporaryDirectory", refuse)
    with pytest.raises(typer.Exit):
        cli._shared_folder()
    assert "none can be made: Read-only file system. Name a place" in capsys.readouterr().err


def test_an_address_that_this_machine_does_not_have_is_an_error_that_names_it() -> None:
    with pytest.raises(StartError, match=r"of 192\.0\.2\.1 cannot be used: Cannot assign requested address"):
        listen("192.0.2.1", 8000, "--port")

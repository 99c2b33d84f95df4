"""How Dockerfiles are read, without running one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.release.debian import Root
from tests.release.dockerfile import Build, DockerfileError, context_files, instructions


def test_lines_are_joined_and_comments_left_out() -> None:
    text = '# First.\nFROM a AS b\nRUN one \\\n  && two\n\n# Between.\nCMD ["c"]\n'
    assert instructions(text) == [("FROM", "a AS b"), ("RUN", "one && two"), ("CMD", '["c"]')]


def test_an_unknown_step_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a\nADD x y\n")
    with pytest.raises(DockerfileError, match="ADD"):
        Build(tmp_path / "Dockerfile", tmp_path, tmp_path, lambda _, path: Root(path))


def test_stages_give_files_to_those_that_follow(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(
        "FROM a AS one\nWORKDIR /build\nCOPY code .\nFROM b\nCOPY --from=one /build/x.txt kept/\n"
        'ENV A=1 B="2 3"\nVOLUME /models\nUSER somebody\nHEALTHCHECK --interval=1s CMD ["ok"]\nCMD ["run", "it"]\n'
    )
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "x.txt").write_text("x")
    (tmp_path / "final" / "kept").mkdir(parents=True)

    build = Build(tmp_path / "Dockerfile", tmp_path, tmp_path, lambda _, path: Root(path))

    final = build.final
    assert (tmp_path / "one" / "build" / "x.txt").read_text() == "x"
    assert (tmp_path / "final" / "kept" / "x.txt").read_text() == "x"
    assert final.env == {"A": "1", "B": "2 3"} and final.user == "somebody" and final.volumes == ["/models"]
    assert final.health == ["ok"] and final.command == ["run", "it"]


def test_the_build_gets_what_dockerignore_lets_in(tmp_path: Path) -> None:
    (tmp_path / ".dockerignore").write_text(
        "# Nothing but:\n*\n!app\n!static\nstatic/vendor\n**/__pycache__\n"
    )
    names = [
        "app/a.py",
        "app/__pycache__/a.pyc",
        "static/js/b.js",
        "static/vendor/c.js",
        "tests/d.py",
        "e.md",
    ]
    assert context_files(tmp_path, names) == ["app/a.py", "static/js/b.js"]


def test_our_own_build_gets_no_tests_and_nothing_built() -> None:
    files = context_files(
        ROOT, ["tests/conftest.py", "static/vendor/lit.js", "app/cli.py", "models/a/card.json"]
    )
    assert files == ["app/cli.py", "models/a/card.json"]

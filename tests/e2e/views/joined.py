"""The page's modules in one file, which the views' tests load in place of some 200: it halves what a page costs.

That the page works as it is written and served is what the other tests in tests/e2e show. Every replacement here is as
long as what it replaces: code keeps its distance from the beginning of its module, and coverage can be measured.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from tests.coverage.ranges import utf16

IMPORT = re.compile(r"^import (?P<names>\{[^}]*\}|\* as \w+) from '(?P<path>[^']+)';", re.MULTILINE)
IMPORT_LATER = re.compile(r"(?:(?<=await )|(?<==> ))import\('(?P<path>[^']+)'\)")
EXPORT = re.compile(
    r"^export (?=(?:async function|function|const|class) (?:(?P<name>\w+)|\{(?P<names>[^}]*)\}))",
    re.MULTILINE,
)
UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
HERE = "import.meta.url"

OF_THEIR_OWN = (
    "detector/early-worker.js",
    "detector/worker.js",
    "languages/",
    "settings/first-paint.js",
    "shell/old-browser.js",
)
"""Files and folders that stay: the template or a worker loads them by their names, or tests watch which are loaded."""

HEAD = """
const running = new Map();
const exported = new Map();
function run(id) {
  if (!running.has(id)) running.set(id, runAfterImports(...modules[id].slice(1), id));
  return running.get(id);
}
async function runAfterImports(module, imports, id) {
  exported.set(id, {});
  for (const each of imports) await run(each);
  await module($in(id));
}
const $in = (id) => exported.get(id);
const $later = async (id) => (await run(id), $in(id));
const $here = (id) => new URL(modules[id][0], import.meta.url);
globalThis.joined = (path) => $later(modules.findIndex((module) => module[0] === path));
const modules = [
"""


class JoinError(Exception):
    """A module imports or exports in a way that is not known here."""


@dataclass(frozen=True)
class Part:
    """A module in the joined file."""

    path: str
    """Below static/js."""
    exports: list[str]
    wrapper: int
    """Where the function around it begins, in UTF-16 code units as V8 counts them; the same for the next two."""
    start: int
    end: int


@dataclass(frozen=True)
class Joined:
    """The modules that an entry needs, in one file."""

    text: str
    parts: list[Part]

    def split(self, functions: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Divides V8's coverage of the joined file (Profiler.FunctionCoverage) into that of each module which ran."""
        wrappers = [part.wrapper for part in self.parts]
        found: list[list[dict[str, Any]]] = [[] for _ in self.parts]
        for function in functions:
            start = function["ranges"][0]["startOffset"]
            if (index := bisect_right(wrappers, start) - 1) >= 0 and start < self.parts[index].end:
                part = self.parts[index]
                found[index].append({"ranges": [shifted(each, part) for each in function["ranges"]]})
        for part, of_one in zip(self.parts, found, strict=True):
            # The first is the function around the module: for V8 a module has one too, as long as its text.
            if of_one and of_one[0]["ranges"][0]["count"] > 0:
                yield part.path, of_one


def shifted(covered: dict[str, Any], part: Part) -> dict[str, Any]:
    """A range of the joined file as a range of the module: the function around it becomes the whole module."""
    start, end = (min(max(covered[key], part.start), part.end) for key in ("startOffset", "endOffset"))
    return {"startOffset": start - part.start, "endOffset": end - part.start, "count": covered["count"]}


@dataclass(frozen=True)
class Module:
    """A module as the body of a function."""

    path: str
    text: str
    exports: list[str]
    imports: list[int]
    """Numbers of the modules that have to run before."""


class Joiner:
    """Joins a module of the folder ``scripts`` and all that it imports from there."""

    def __init__(self, scripts: Path, entry: str) -> None:
        self._scripts = scripts
        self._ids = {entry: 0}
        self._outside: dict[str, str] = {}
        """Name of an import at the beginning of the joined file, by path."""
        self._imports: dict[int, list[int]] = {}

    def join(self) -> Joined:
        """The joined file.

        Raises:
            JoinError: see there.
            CycleError: modules import each other in a circle.
        """
        modules: list[Module] = []
        while len(modules) < len(self._ids):
            path = list(self._ids)[len(modules)]
            modules.append(self._change(path, (self._scripts / path).read_text("utf-8")))
        imports = (
            f"import * as {name} from {json.dumps('./' + path)};\n" for path, name in self._outside.items()
        )
        TopologicalSorter(self._imports).prepare()
        return assemble("".join(imports) + HEAD, modules)

    def _change(self, path: str, text: str) -> Module:
        """Turns the text into the body of a function."""
        imports = self._imports[self._ids[path]] = []
        exports = [
            name.strip()
            for match in EXPORT.finditer(text)
            for name in (match["name"] or match["names"]).split(",")
        ]
        changed = IMPORT.sub(lambda match: self._imported(match, path), text)
        changed = IMPORT_LATER.sub(lambda match: self._imported_later(match, path), changed)
        changed = EXPORT.sub(lambda match: " " * len(match[0]), changed)
        changed = changed.replace(HERE, f"$here({self._ids[path]})".ljust(len(HERE)))
        if unknown := UNKNOWN.search(changed):
            raise JoinError(f"{path}: no way is known to join {unknown[0]}")
        if len(changed) != len(text):
            raise JoinError(f"{path}: a replacement is longer than what it replaces")
        return Module(path, changed, exports, imports)

    def _imported(self, match: re.Match[str], importer: str) -> str:
        names = match["names"].removeprefix("* as ").replace(" as ", ":")
        target = normpath(join(dirname(importer), match["path"]))
        if is_outside(target):
            source = self._outside.setdefault(target, f"o{len(self._outside)}")
        else:
            self._imports[self._ids[importer]].append(self._id_of(target))
            source = f"$in({self._id_of(target)})"
        return f"const {names}={source};".ljust(len(match[0]))

    def _imported_later(self, match: re.Match[str], importer: str) -> str:
        target = normpath(join(dirname(importer), match["path"]))
        source = f"import('./{target}')" if is_outside(target) else f"$later({self._id_of(target)})"
        return source.ljust(len(match[0]))

    def _id_of(self, path: str) -> int:
        """Where the module lies in the joined file; it is added if it is new."""
        return self._ids.setdefault(path, len(self._ids))


def is_outside(path: str) -> bool:
    """Whether a file stays beside the joined one; ``path`` is relative to static/js."""
    return path.startswith(("../", *OF_THEIR_OWN))


def assemble(head: str, modules: list[Module]) -> Joined:
    """Puts modules behind the head of the file."""
    pieces, parts, length = [head], [], len(utf16(head))
    for module in modules:
        name, before = f"[{json.dumps(module.path)}, ", "async (exported) => {"
        after = f"\nObject.assign(exported, {{ {', '.join(module.exports)} }}); }}, {module.imports}],\n"
        wrapper = length + len(name)
        start = wrapper + len(before)
        end = start + len(utf16(module.text))
        parts.append(Part(module.path, module.exports, wrapper, start, end))
        pieces += [name, before, module.text, after]
        length = end + len(after)
    return Joined("".join([*pieces, "];\nawait run(0);\n"]), parts)


def write_joined(scripts: Path, entry: str, imported_by_tests: tuple[str, ...] = ()) -> Joined:
    """Replaces the modules of the folder ``scripts`` by one file in the place of ``entry``.

    Those in ``imported_by_tests`` can still be imported, and are the very modules that the page uses.

    Raises:
        JoinError: see there.
    """
    joined = Joiner(scripts, entry).join()
    for file in scripts.rglob("*.js"):
        if not is_outside(file.relative_to(scripts).as_posix()):
            file.unlink()
    (scripts / entry).write_text(joined.text, "utf-8")
    for part in joined.parts:
        if part.path in imported_by_tests:
            names = ", ".join(part.exports)
            (scripts / part.path).write_text(
                f"export const {{ {names} }} = await joined({json.dumps(part.path)});\n"
            )
    return joined

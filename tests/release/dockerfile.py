"""Runs the steps of a Dockerfile without Docker: each stage in a folder of its own, with chroot.

It knows what our Dockerfile uses and refuses the rest, so that no step is passed over in silence.
https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

from tests.release.cache import cached, hash_of, hash_of_files
from tests.release.debian import Root

Step = tuple[str, str]
"""Keyword and arguments of an instruction."""

MakeBase = Callable[[str, Path], Root]
"""Makes the root of a base image, named as after FROM, in a folder."""


class DockerfileError(Exception):
    """A line that this runner does not know."""


@dataclass
class Stage:
    """A stage of the build, or its end: a root, and how commands run in it."""

    root: Root
    workdir: str = "/"
    user: str = "root"
    env: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)

    def run(self, command: list[str]) -> str:
        """What the command prints.

        Raises:
            subprocess.CalledProcessError: it failed.
        """
        return self.root.run(command, workdir=self.workdir, user=self.user, env=self.env)

    def path(self, name: str) -> Path:
        """A path of the stage, relative to its WORKDIR, on this machine."""
        return self.root.path / (Path(self.workdir) / name).as_posix().lstrip("/")


def instructions(text: str) -> list[Step]:
    """Keyword and arguments of every instruction; continued lines joined, comments left out."""
    kept = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(kept))
    pairs = [line.split(None, 1) for line in joined.splitlines()]
    return [(keyword.upper(), rest) for keyword, rest in pairs]


def context_files(root: Path, tracked: list[str]) -> list[str]:
    """Those of the tracked files that .dockerignore lets into the build: the last line that fits a path decides."""
    lines = [line.strip() for line in (root / ".dockerignore").read_text("utf-8").splitlines()]
    rules = [line for line in lines if line and not line.startswith("#")]

    def is_sent(path: str) -> bool:
        folders = [parent.as_posix() for parent in Path(path).parents if parent.name]
        sent = True
        for rule in rules:
            pattern = rule.removeprefix("!").removeprefix("**/")
            names = [path, *folders]
            if rule.startswith("**/"):
                names = list(Path(path).parts)
            if any(fnmatch(name, pattern) for name in names):
                sent = rule.startswith("!")
        return sent

    return [path for path in tracked if is_sent(path)]


def beginning(steps: list[Step]) -> int:
    """How many of a stage's first steps can be kept: those up to the last RUN before it takes the whole checkout.

    What comes after that, or from another stage, changes with every change of the code. A beginning into which no file
    is copied takes no longer to run than to copy.
    """
    last = 0
    for i, (keyword, rest) in enumerate(steps):
        if rest.startswith(("--", ".")):  # --from, --mount, and the whole context
            break
        if keyword == "RUN":
            last = i + 1
    return last if any(keyword == "COPY" for keyword, _ in steps[:last]) else 0


class Build:
    """Runs the stages in their order; ``stages`` has them by name, the last one also as ``final``.

    With a ``base_key``, the hash of all base images, the beginnings of stages are kept for the next build, as Docker
    keeps its layers.
    """

    def __init__(
        self, dockerfile: Path, context: Path, folder: Path, make_base: MakeBase, base_key: str | None = None
    ) -> None:
        self._context, self._folder, self._make_base, self._base_key = context, folder, make_base, base_key
        self.stages: dict[str, Stage] = {}
        steps = instructions(dockerfile.read_text("utf-8"))
        for keyword, rest in steps:
            if not hasattr(self, f"_{keyword.lower()}"):
                raise DockerfileError(
                    f"{keyword} {rest}: this runner of Dockerfiles does not know {keyword}."
                )
        starts = [i for i, (keyword, _) in enumerate(steps) if keyword == "FROM"]
        for start, end in pairwise([*starts, len(steps)]):
            self._run_stage(steps[start][1], steps[start + 1 : end])

    def _run_stage(self, base: str, steps: list[Step]) -> None:
        image, _, name = base.partition(" AS ")
        name = name or "final"
        root = Root(self._folder / name)
        self.final = self.stages[name] = Stage(root)
        kept = beginning(steps) if self._base_key is not None else 0

        def make(path: Path) -> None:
            self._make_base(image, path)
            self._run_steps(steps[:kept])

        if kept:
            cached(f"image-{name}", self._key(image, steps[:kept]), root.path, make)
            self.final = self.stages[name] = Stage(root)
            self._run_steps([step for step in steps[:kept] if step[0] not in ("RUN", "COPY")])
        else:
            make(root.path)
        self._run_steps(steps[kept:])

    def _key(self, image: str, steps: list[Step]) -> str:
        """The hash of all that these first steps of a stage depend on."""
        copied = [name for keyword, rest in steps if keyword == "COPY" for name in shlex.split(rest)[:-1]]
        return hash_of(str(self._base_key), image, repr(steps), hash_of_files(self._context, copied))

    def _run_steps(self, steps: list[Step]) -> None:
        for keyword, rest in steps:
            getattr(self, f"_{keyword.lower()}")(rest)

    def _workdir(self, rest: str) -> None:
        self.final.workdir = rest
        self.final.path(".").mkdir(parents=True, exist_ok=True)

    def _copy(self, rest: str) -> None:
        *sources, target = shlex.split(rest)
        folder = self._context
        if sources[0].startswith("--from="):
            folder = self.stages[sources.pop(0).removeprefix("--from=")].root.path
        to = self.final.path(target)
        for source in sources:
            origin = folder / source.lstrip("/")
            if origin.is_dir():  # Docker copies what is in a folder, not the folder.
                shutil.copytree(origin, to, dirs_exist_ok=True)
            else:
                shutil.copy2(origin, to / origin.name if to.is_dir() or target.endswith("/") else to)

    def _run(self, rest: str) -> None:
        mounts, command = [], rest
        while match := re.match(r"--mount=from=(\w+),source=(\S+),target=(\S+)\s+", command):
            stage, source, target = match.groups()
            mounted = self.final.path(target)
            shutil.copytree(self.stages[stage].path(source), mounted)
            mounts.append(mounted)
            command = command[match.end() :]
        self.final.run(["/bin/sh", "-c", command])
        for mounted in mounts:
            shutil.rmtree(mounted)

    def _user(self, rest: str) -> None:
        self.final.user = rest

    def _volume(self, rest: str) -> None:
        self.final.volumes.append(rest)

    def _env(self, rest: str) -> None:
        self.final.env |= dict(pair.split("=", 1) for pair in shlex.split(rest))

    def _from(self, rest: str) -> None:
        """Begins a stage: see ``_run_stage``."""

    def _expose(self, rest: str) -> None:
        """Says something to people alone."""

    def _healthcheck(self, rest: str) -> None:
        self.final.health = json.loads(rest.partition("CMD ")[2])

    def _cmd(self, rest: str) -> None:
        self.final.command = json.loads(rest)

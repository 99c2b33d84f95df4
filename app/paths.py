"""The folders of the files that the server serves."""

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_bundled"


@dataclass(frozen=True)
class Site:
    """A folder with ``static/``, ``templates/`` and ``models/`` in it."""

    root: Path

    @property
    def static(self) -> Path:
        """The client's source files, and ``vendor/``, which is built."""
        return self.root / "static"

    @property
    def templates(self) -> Path:
        """The app shell and the web manifest."""
        return self.root / "templates"

    @property
    def models(self) -> Path:
        """Model bundles, one folder each."""
        return self.root / "models"


DEFAULT_SITE = Site(_BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent)
"""Inside the package if it was installed from a wheel, beside it in a checkout."""

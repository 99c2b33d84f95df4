"""Where the files lie that the server serves."""

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
        """What the browser runs, as written, and ``vendor/``, as built."""
        return self.root / "static"

    @property
    def templates(self) -> Path:
        """The app shell and the web manifest."""
        return self.root / "templates"

    @property
    def models(self) -> Path:
        """Model bundles, a folder each."""
        return self.root / "models"


DEFAULT_SITE = Site(_BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent)
"""Inside the package where it was installed from a wheel, beside it in a checkout."""

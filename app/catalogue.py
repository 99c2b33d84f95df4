"""The model bundles that this server offers: checked at start, and again when a file in their folders changes."""

from __future__ import annotations

import logging
from pathlib import Path

from .card import CARD_NAME, BundleError, ModelCard, load_bundle
from .errors import StartError
from .watched import Watched, file_stamps

logger = logging.getLogger("shelfscan.models")

_Checked = dict[Path, tuple[object, ModelCard | BundleError]]
"""By bundle folder: the file stamps at the time of the check, and its result."""


class Catalogue:
    """The bundles on offer, in order of preference."""

    def __init__(self, bundles: dict[Path, ModelCard]) -> None:
        """``bundles``: the card of each folder. Of two with the same name and version, the first is used."""
        named: dict[str, tuple[Path, ModelCard]] = {}
        for folder, card in bundles.items():
            named.setdefault(card.folder_name, (folder, card))
        self._bundles = named
        self.cards = [card for _, card in named.values()]
        self._files = {
            f"{name}/{file.path}": (folder / file.path, file.sha256)
            for name, (folder, card) in named.items()
            for file in card.files
        }

    def find_file(self, path: str) -> tuple[Path, str] | None:
        """The file that ``path`` (``<bundle>/<file>``) names and its SHA-256, if a card lists it."""
        return self._files.get(path)

    def find_card(self, path: str) -> ModelCard | None:
        """The card at ``path`` (``<bundle>/card.json``)."""
        name, _, file = path.partition("/")
        found = self._bundles.get(name)
        return found[1] if found and file == CARD_NAME else None


class ModelFolders:
    """Folders of bundles. A bundle that is added to one is offered without a restart."""

    def __init__(self, *folders: Path) -> None:
        """Checks all bundles. Files and hidden folders beside them are ignored.

        Raises:
            StartError: a bundle is damaged, or no folder holds one.
        """
        self._folders = folders
        self._checked: _Checked = {}
        self._offered: Catalogue | None = None
        self.problems: list[str] = []
        """One sentence for each bundle that is not offered."""
        self._watched = Watched(folders, self._load)
        self._watched.get()
        if self.problems:
            raise StartError(self.problems[0])

    def catalogue(self) -> Catalogue:
        """The current offer: bundles of the first folder come first, and within a folder the newest.

        A bundle that is damaged or still being copied is left out, and named in the log and in ``problems``. If no
        bundle is left, the previous offer stays.
        """
        return self._watched.get()

    def _load(self) -> Catalogue:
        self._checked = self._check_bundles()
        bundles = [
            (folder, card) for folder, (_, card) in self._checked.items() if isinstance(card, ModelCard)
        ]
        bundles.sort(key=lambda each: (each[1].version_key, each[1].created), reverse=True)
        bundles.sort(key=lambda each: self._folders.index(each[0].parent))
        problems = [str(result) for _, result in self._checked.values() if isinstance(result, BundleError)]
        if not bundles:
            places = " or ".join(map(str, self._folders))
            problems.append(
                f"There is no model bundle in {places}. Put one there, or train and export your own: "
                "python -m training --help"
            )
        for problem in problems:
            if self._offered and problem not in self.problems:
                logger.error(problem)
        self.problems = problems
        if bundles or not self._offered:
            self._offered = Catalogue(dict(bundles))
            logger.info("Models on offer: %s", ", ".join(card.folder_name for card in self._offered.cards))
        return self._offered

    def _check_bundles(self) -> _Checked:
        """Checks only bundles whose files have changed: hashing several megabytes takes time."""
        checked: _Checked = {}
        for folder in self._folders:
            for bundle in sorted(path for path in folder.glob("[!.]*") if path.is_dir()):
                state = frozenset(file_stamps(bundle))
                known = self._checked.get(bundle)
                checked[bundle] = known if known and known[0] == state else (state, _check(bundle))
        return checked


def _check(bundle: Path) -> ModelCard | BundleError:
    try:
        return load_bundle(bundle)
    except BundleError as error:
        return error

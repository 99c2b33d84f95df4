"""The model bundles that this server offers: checked at start, and again whenever a folder of them changes."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from app.card import CARD_NAME, BundleError, ModelCard, load_bundle
from app.errors import StartError

logger = logging.getLogger("shelfscan.models")

LOOK_EVERY_S = 2.0


class Catalogue:
    """Bundles by name: those of the first folder come first, and within a folder the newest."""

    def __init__(self, bundles: dict[Path, ModelCard]) -> None:
        """``bundles``: the card of each folder. Of two with the same name and version, the first counts."""
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
    """The folders whose bundles are offered. What is put into one is offered without a restart."""

    def __init__(self, *folders: Path) -> None:
        """Reads and checks every bundle; files and hidden folders beside them are ignored.

        Raises:
            StartError: a bundle is damaged, or there is none.
        """
        self._folders = folders
        self._state = self._look_at_folders()
        self._checked: dict[Path, tuple[object, ModelCard | BundleError]] = {}
        self._catalogue = self._load()
        self._looked_at = time.monotonic()
        self._lock = threading.Lock()
        self.problems: list[str] = []
        """Why a bundle that lies in a folder is not offered."""
        for _, result in self._checked.values():
            if isinstance(result, BundleError):
                raise StartError(str(result)) from result
        if not self._catalogue.cards:
            places = " or ".join(map(str, folders))
            raise StartError(
                f"There is no model bundle in {places}. Put one there, or train and export your own: "
                "python -m training --help"
            )

    def catalogue(self) -> Catalogue:
        """What is offered now.

        A bundle that is damaged, or not copied to its end, is left out and named in the log and in ``problems``; when
        nothing would be left, what was offered before stays.
        """
        # One request looks, the others go on with what is known.
        is_due = time.monotonic() - self._looked_at >= LOOK_EVERY_S
        if is_due and self._lock.acquire(blocking=False):
            try:
                self._refresh()
                self._looked_at = time.monotonic()
            finally:
                self._lock.release()
        return self._catalogue

    def _refresh(self) -> None:
        state = self._look_at_folders()
        if state == self._state:
            return
        self._state = state
        catalogue = self._load()
        problems = [str(result) for _, result in self._checked.values() if isinstance(result, BundleError)]
        if catalogue.cards:
            self._catalogue = catalogue
        else:
            problems.append("No bundle is left: those from before are still named, but their files are gone.")
        for problem in problems:
            if problem not in self.problems:
                logger.error(problem)
        self.problems = problems
        logger.info("Models on offer: %s", ", ".join(card.folder_name for card in self._catalogue.cards))

    def _look_at_folders(self) -> dict[Path, object]:
        """Every bundle's folder, the first folder's first, and what changes when one of its files does."""
        return {
            bundle: frozenset(_stamp(file) for file in bundle.rglob("*"))
            for folder in self._folders
            for bundle in sorted(path for path in folder.glob("[!.]*") if path.is_dir())
        }

    def _load(self) -> Catalogue:
        """Checks what has changed since the last time; hashing some megabytes a bundle is not free."""
        checked: dict[Path, tuple[object, ModelCard | BundleError]] = {}
        for bundle, stamp in self._state.items():
            known = self._checked.get(bundle)
            checked[bundle] = known if known and known[0] == stamp else (stamp, _check(bundle))
        self._checked = checked
        cards = [(bundle, card) for bundle, (_, card) in checked.items() if isinstance(card, ModelCard)]
        cards.sort(key=lambda each: (each[1].version_key, each[1].created), reverse=True)
        cards.sort(key=lambda each: self._folders.index(each[0].parent))
        return Catalogue(dict(cards))


def _check(bundle: Path) -> ModelCard | BundleError:
    try:
        return load_bundle(bundle)
    except BundleError as error:
        return error


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        status = file.stat()
    except OSError:  # Gone between listing and looking.
        return str(file), 0, 0
    return str(file), status.st_mtime_ns, status.st_size

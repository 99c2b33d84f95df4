"""The model bundles that this server offers: checked at start, and again when a file in their folders changes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from .bundle import CARD_NAME, BundleError, Card, kind_of
from .card import ModelCard, load_bundle
from .embedder_card import EmbedderCard, load_embedder
from .errors import StartError
from .files import version_of
from .watched import Stamp, Watched, file_stamps

logger = logging.getLogger("shelfscan.models")

_Checked = dict[Path, tuple[frozenset[Stamp], Card | BundleError]]
"""By bundle folder: the file stamps at the time of the check, and its result."""


@dataclass(frozen=True)
class ModelFile:
    """A file of a bundle, as it was when it was found to have this hash."""

    path: Path
    sha256: str
    stamps: frozenset[Stamp]
    """Those of its bundle."""

    def is_as_checked(self) -> bool:
        """Whether it is still there and has not changed since."""
        try:
            version = version_of(self.path.stat())
        except OSError:
            return False
        return (str(self.path), version) in self.stamps


class Catalogue:
    """The bundles on offer, in order of preference."""

    def __init__(self, bundles: list[tuple[Path, Card, frozenset[Stamp]]]) -> None:
        """``bundles``: folder, card and file stamps. Of two with the same name and version, the first is used."""
        self._cards: dict[str, Card] = {}
        self._files: dict[str, ModelFile] = {}
        for folder, card, stamps in bundles:
            if card.folder_name in self._cards:
                continue
            self._cards[card.folder_name] = card
            for file in card.files:
                found = ModelFile(folder / file.path, file.sha256, stamps)
                self._files[f"{card.folder_name}/{file.path}"] = found

    @property
    def cards(self) -> list[ModelCard]:
        """The cards of all detectors."""
        return [card for card in self._cards.values() if isinstance(card, ModelCard)]

    @property
    def embedders(self) -> list[EmbedderCard]:
        """The cards of all embedders."""
        return [card for card in self._cards.values() if isinstance(card, EmbedderCard)]

    @property
    def names(self) -> list[str]:
        """The folder names of all bundles: the detectors first."""
        return [card.folder_name for card in (*self.cards, *self.embedders)]

    def find_file(self, path: str) -> ModelFile | None:
        """The file that ``path`` (``<bundle>/<file>``) names, if a card lists it."""
        return self._files.get(path)

    def find_card(self, path: str) -> Card | None:
        """The card at ``path`` (``<bundle>/card.json``)."""
        name, _, file = path.partition("/")
        return self._cards.get(name) if file == CARD_NAME else None


class ModelFolders:
    """Folders of bundles of all kinds. A bundle that is added to one is offered without a restart."""

    def __init__(self, *folders: Path) -> None:
        """Checks all bundles. Files and hidden folders beside them are ignored.

        Raises:
            StartError: no folder holds a detector that can be offered.
        """
        self._folders = folders
        self._checked: _Checked = {}
        self._offered: Catalogue | None = None
        self.problems: list[str] = []
        """One sentence for each bundle that is not offered."""
        self._watched = Watched(folders, self._load)
        if not self._watched.get().cards:
            raise StartError(self.problems[0])

    def catalogue(self) -> Catalogue:
        """The current offer: bundles of the first folder come first, and within a folder the newest.

        A bundle that is damaged or still being copied is left out, and named in the log and in ``problems``. If no
        detector is left, the previous offer stays.
        """
        return self._watched.get()

    async def current_catalogue(self) -> Catalogue:
        """The same for coroutines: bundles are hashed in a thread."""
        return await self._watched.fetch()

    def _load(self) -> Catalogue:
        self._checked = self._check_bundles()
        bundles = [
            (folder, card, stamps)
            for folder, (stamps, card) in self._checked.items()
            if isinstance(card, Card)
        ]
        bundles.sort(key=lambda each: (each[1].version_key, each[1].created), reverse=True)
        bundles.sort(key=lambda each: self._folders.index(each[0].parent))
        problems = [str(result) for _, result in self._checked.values() if isinstance(result, BundleError)]
        has_detector = any(isinstance(card, ModelCard) for _, card, _ in bundles)
        if not has_detector:
            places = " or ".join(map(str, self._folders))
            problems.append(
                f"There is no model bundle in {places}. Put one there, or train and export your own: "
                "python -m training --help"
            )
        for problem in problems:
            # Where there is nothing to offer at start, the problem ends the server instead.
            if (has_detector or self._offered) and problem not in self.problems:
                logger.warning(problem)
        self.problems = problems
        if has_detector or not self._offered:
            is_change = self._offered is not None
            self._offered = Catalogue(bundles)
            if is_change:
                logger.info("Models on offer: %s", ", ".join(self._offered.names))
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


def _check(bundle: Path) -> Card | BundleError:
    try:
        return load_embedder(bundle) if kind_of(bundle) == "embedder" else load_bundle(bundle)
    except BundleError as error:
        return error
    except Exception as error:  # Whatever is wrong with this one, the others are offered.
        return BundleError(f"Model bundle {bundle} cannot be checked: {error!r}.")

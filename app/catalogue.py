"""The model bundles that this server offers, checked once at start."""

from __future__ import annotations

from pathlib import Path

from app.card import CARD_NAME, BundleError, ModelCard, load_bundle
from app.errors import StartError


class Catalogue:
    """Bundles of one folder by name, newest first."""

    def __init__(self, folder: Path, cards: list[ModelCard]) -> None:
        self._folder = folder
        self.cards = sorted(cards, key=lambda card: (card.version_key, card.created), reverse=True)
        self._files = {
            f"{card.folder_name}/{file.path}": file.sha256 for card in self.cards for file in card.files
        }

    def find_file(self, path: str) -> tuple[Path, str] | None:
        """The file that ``path`` (``<bundle>/<file>``) names and its SHA-256, if a card lists it."""
        sha256 = self._files.get(path)
        return None if sha256 is None else (self._folder / path, sha256)

    def find_card(self, path: str) -> ModelCard | None:
        """The card at ``path`` (``<bundle>/card.json``)."""
        return next((card for card in self.cards if path == f"{card.folder_name}/{CARD_NAME}"), None)


def load_catalogue(folder: Path) -> Catalogue:
    """Reads and checks every bundle in ``folder``; files and hidden folders beside them are ignored.

    Raises:
        StartError: a bundle is damaged, or there is none.
    """
    bundles = sorted(path for path in folder.glob("[!.]*") if path.is_dir())
    if not bundles:
        raise StartError(
            f"There is no model bundle in {folder}. Put one there, or train and export your own: "
            "python -m training --help"
        )
    try:
        return Catalogue(folder, [load_bundle(bundle) for bundle in bundles])
    except BundleError as error:
        raise StartError(str(error)) from error

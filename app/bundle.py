"""What the bundles of all kinds of models share: how their cards begin and end, and how they are checked.

A bundle is a folder with a TensorFlow.js graph model and a ``card.json``. The card names every file with its size
and SHA-256, so that a damaged or tampered bundle is found before it is served, and again before it is run.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic.alias_generators import to_camel

from .files import open_regular

CARD_NAME = "card.json"

MAX_CARD_BYTES = 1_000_000
"""Fifty times what a card has with all its metrics."""

Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
Positive = Annotated[int, Field(gt=0)]
Fraction = Annotated[float, Field(ge=0, le=1)]


class BundleError(Exception):
    """A model bundle cannot be used. The message names the bundle, what is wrong with it, and what to do."""


class CardPart(BaseModel):
    """Base of all parts: immutable, camelCase in JSON, and no unknown keys (a misspelt key is an error)."""

    # JSON has no NaN and no infinity: one of them would make the whole list of models unreadable in browsers.
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False
    )


class Licences(CardPart):
    """Terms of use of the weights and of the training data."""

    weights: str
    data: str
    commercial_use: bool | None = None
    """Whether these terms allow business use of the weights; None where the card does not say."""


class BundleFile(CardPart):
    """One file of the bundle: ``path`` relative to the bundle's folder, size, and SHA-256 of the content."""

    path: str
    bytes: Positive
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @field_validator("path")
    @classmethod
    def _stays_inside_the_bundle(cls, path: str) -> str:
        plain = PurePosixPath(path)
        # Browsers clear up "." and "//" in an address before they ask.
        if (
            str(plain) != path
            or plain.is_absolute()
            or ".." in plain.parts
            or "\\" in path
            or path == CARD_NAME
        ):
            raise ValueError(f"{path!r} is not a file inside the bundle")
        return path


class Card(CardPart):
    """What the cards of all kinds say. ``files[0]`` is always ``model.json``."""

    schema_version: Literal[1] = 1
    name: Slug
    version: Version
    title: str
    created: str
    parameters: Positive
    training: dict[str, str | int | float]
    licence: Licences
    files: Annotated[list[BundleFile], Field(min_length=2)]

    @model_validator(mode="after")
    def _begins_with_the_graph(self) -> Self:
        if self.files[0].path != "model.json":
            raise ValueError("files must begin with model.json")
        return self

    @property
    def folder_name(self) -> str:
        """The name of the bundle's folder, ``<name>-<version>``."""
        return f"{self.name}-{self.version}"

    @property
    def version_key(self) -> tuple[int, ...]:
        """The version as numbers, so that 1.10.0 sorts after 1.9.0."""
        return tuple(int(part) for part in self.version.split("."))

    def to_json(self) -> str:
        """The content of ``card.json``, which is also what phones get."""
        content = self.model_dump(by_alias=True, mode="json")
        # What all kinds of cards end with, in the order of the published ones.
        for key in ("parameters", "training", "licence", "files"):
            content[key] = content.pop(key)
        return json.dumps(content, indent=2) + "\n"


_IDENTITY: list[tuple[str, TypeAdapter[str], str]] = [
    ("name", TypeAdapter(Slug), "lower-case letters, digits and hyphens, shelf-drinks say"),
    ("version", TypeAdapter(Version), "three numbers, 1.2.3 say"),
]


def check_identity(name: str, version: str) -> None:
    """Checks what the name of a bundle's folder is made of.

    Raises:
        BundleError: one of the two is not of the form that cards allow.
    """
    for (part, form, allowed), value in zip(_IDENTITY, (name, version), strict=True):
        try:
            form.validate_python(value)
        except ValidationError as error:
            raise BundleError(f"The {part} of a bundle is {allowed}, not {value!r}.") from error


def describe_file(folder: Path, path: str) -> BundleFile:
    """The card's entry for ``folder / path``; the file need not fit into memory.

    Raises:
        OSError: it cannot be read, or is no regular file.
        ValidationError: it is empty, or ``path`` leads out of the bundle.
    """
    with open_regular(folder / path) as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return BundleFile(path=path, bytes=file.tell(), sha256=sha256)


Kind = TypeVar("Kind", bound=Card)


def load_as(form: type[Kind], folder: Path) -> Kind:
    """Reads the card of the bundle in ``folder``, of the kind ``form``, and checks every file that it lists.

    Raises:
        BundleError: the card is missing or invalid, or a file is missing, differs from the card, or is a link that
            leads out of the folder that holds the bundle.
    """
    again = f"Copy the bundle {folder.name} again, or export it anew with: python -m training export"
    try:
        _refuse_link_out(folder, CARD_NAME)
        card = form.model_validate_json(_read_card(folder / CARD_NAME))
    except OSError as error:
        raise BundleError(f"Model bundle {folder} has no readable {CARD_NAME} ({error}). {again}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the card"
        message = f"{CARD_NAME} of model bundle {folder} is wrong at {where}: {first['msg']}. {again}"
        raise BundleError(message) from error
    if folder.name != card.folder_name:
        raise BundleError(f"Model bundle {folder} describes {card.folder_name}: rename the folder to that.")
    for file in card.files:
        try:
            _refuse_link_out(folder, file.path)
            size = (folder / file.path).stat().st_size
            # A file of another size need not be read.
            is_described = size == file.bytes and describe_file(folder, file.path) == file
        except (OSError, ValueError) as error:
            raise BundleError(f"Model bundle {folder} lacks {file.path} ({error}). {again}") from error
        if not is_described:
            raise BundleError(
                f"{file.path} of model bundle {folder} is not the file that its card describes "
                f"({size} bytes instead of {file.bytes}, or another content). {again}"
            )
    return card


def kind_of(folder: Path) -> str:
    """What the card of the bundle in ``folder`` says that it is of: "detector" where it says nothing.

    So it is with a card that cannot be read, of which only reading it as a detector's tells what is wrong.
    """
    try:
        _refuse_link_out(folder, CARD_NAME)
        content = json.loads(_read_card(folder / CARD_NAME))
    except (OSError, ValueError, RecursionError):
        return "detector"
    kind = content.get("kind", "detector") if isinstance(content, dict) else "detector"
    return kind if isinstance(kind, str) else "detector"


def _read_card(file: Path) -> bytes:
    with open_regular(file) as opened:
        content = opened.read(MAX_CARD_BYTES + 1)
    if len(content) > MAX_CARD_BYTES:
        raise OSError(f"{file} has more than {MAX_CARD_BYTES:,} bytes")
    return content


def _refuse_link_out(folder: Path, path: str) -> None:
    """Raises OSError for a link that leads out of the folder of all bundles: it may be to anything on this computer.

    So it does for a link to a folder inside the bundle: nobody would notice when a file in there changes.
    """
    for parent in PurePosixPath(path).parents:
        if parent != PurePosixPath() and (folder / parent).is_symlink():
            raise OSError(f"{folder / parent} is a link to a folder: put the folder itself there")
    try:
        target = (folder / path).resolve()
    except RuntimeError as error:  # Links that lead in a circle.
        raise OSError(str(error)) from error
    if not target.is_relative_to(folder.parent.resolve()):
        raise OSError(f"{folder / path} is a link to {target}, which is outside {folder.parent}")

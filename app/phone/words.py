"""The words of the door's page, in the language that the phone asks for."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).resolve().parent / "door" / "words"
LANGUAGES = sorted(file.stem for file in _WORDS.glob("*.toml"))
DEFAULT_LANGUAGE = "en"


def preferred_language(accept_language: str) -> str:
    """The language of ours that an Accept-Language header (RFC 9110, section 12.5.4) puts first; English without one.

    Regions make no difference: ``pt-BR`` and ``pt`` are the same here. What is malformed is passed over.
    """
    best, best_weight = DEFAULT_LANGUAGE, 0.0
    for offer in accept_language.split(","):
        tag, _, parameter = offer.partition(";")
        language = tag.strip().partition("-")[0].lower()
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best


@lru_cache
def words_of(language: str) -> dict[str, Any]:
    """All words of a language. They may hold markup and are ours: they go into the page as they are."""
    return tomllib.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))

"""The texts of the onboarding page, in the language that the phone asks for."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent / "onboarding_page" / "translations"
LANGUAGES = sorted(file.stem for file in _FOLDER.glob("*.toml"))
DEFAULT_LANGUAGE = "en"


def preferred_language(accept_language: str) -> str:
    """The language that an Accept-Language header (RFC 9110, section 12.5.4) prefers among those that we have.

    Regions make no difference: ``pt-BR`` counts as ``pt``. Malformed parts are skipped. English is the fallback.
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
def texts_in(language: str) -> dict[str, Any]:
    """All texts in one language. Some hold markup of ours, which the page inserts without escaping."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))

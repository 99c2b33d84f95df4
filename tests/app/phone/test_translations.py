from __future__ import annotations

from string import Formatter
from typing import Any

import pytest

from app.phone.translations import DEFAULT_LANGUAGE, LANGUAGES, preferred_language, texts_in


def flat(nested: dict[str, Any], prefix: str = "") -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in nested.items():
        texts |= flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return texts


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"),
        ("pt-BR,pt;q=0.9,en;q=0.8", "pt"),
        ("fr-CA, es-419;q=0.7, en;q=0.3", "es"),
        ("en;q=0.2, de;q=0.9", "de"),
        ("DE-AT", "de"),
        ("", "en"),
        ("fr, ja", "en"),
        ("de;q=0, en;q=0.1", "en"),
        ("de;q=high, es;q=0.1", "es"),
        (",;,", "en"),
    ],
)
def test_the_phone_gets_the_language_that_it_likes_best_of_ours(header: str, language: str) -> None:
    assert preferred_language(header) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    ours, texts = flat(texts_in(DEFAULT_LANGUAGE)), flat(texts_in(language))
    assert texts.keys() == ours.keys() and all(texts.values())
    for name, text in texts.items():
        assert text.count("<b>") == text.count("</b>"), name
        assert [field for _, field, _, _ in Formatter().parse(text)] == [
            field for _, field, _, _ in Formatter().parse(ours[name])
        ], name


def test_the_languages_are_those_of_the_app() -> None:
    assert LANGUAGES == ["de", "en", "es", "pt"]

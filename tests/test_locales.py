"""Every text is there in both languages, with the same placeholders."""

import string

import pytest

from locales import LANGUAGES, texts


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_has_every_text(lang: str) -> None:
    assert set(texts("nl")) == set(texts(lang))


def test_both_languages_fill_in_the_same() -> None:
    different = [key for key, template in texts("nl").items() if placeholders(template) != placeholders(texts("en").get(key, template))]
    assert different == []


def test_no_text_is_empty_or_was_read_as_something_else() -> None:
    for lang in LANGUAGES:
        assert [key for key, template in texts(lang).items() if template.strip() in ("", "True", "False", "None")] == []

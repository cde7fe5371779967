"""docs/indicators.md says what the catalogue and the specs say."""

from metrics.catalogue import catalogue
from metrics.documentation import PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m metrics.documentation"


def test_every_indicator_is_on_it_in_both_languages() -> None:
    for lang in ("nl", "en"):
        text = page(lang)
        assert all(f"### {i.id} {i.name[lang]}" in text for i in catalogue().values())

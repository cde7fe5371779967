"""Errors that a user may read: one family, shown as one sentence without a traceback."""

from dataclasses import dataclass

from locales import text


@dataclass(frozen=True)
class Figure:
    """A number in a sentence, written as the reader's language does it (0,001 in Dutch)."""

    value: float

    def shown(self, lang: str) -> str:
        """As people write it."""
        from locales.formats import exact  # a server that starts has no sentence with a number yet, and this takes long to load

        return exact(self.value, lang)


class UserError(Exception):
    """A mistake that a person can mend; `key` names its sentence in locales/<lang>/errors.yaml."""

    def __init__(self, key: str, **params: object) -> None:
        self.key = key
        self.params = params
        super().__init__(self.message("nl"))

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.key, self.params)

    def message(self, lang: str = "nl") -> str:
        """The sentence, in the reader's language."""
        return text(f"errors.{self.key}", lang, **{k: v.shown(lang) if isinstance(v, Figure) else v for k, v in self.params.items()})


class Unusable(UserError):
    """A file, or a whole delivery, from which nothing can be read."""


def _again(kind: type[UserError], key: str, params: dict[str, object]) -> UserError:
    """The error as it was, in another process; whatever its kind takes to be made."""
    error = kind.__new__(kind)
    UserError.__init__(error, key, **params)
    return error

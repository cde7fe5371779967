"""Small pieces of our own HTML. Everything is escaped by markupsafe: text from a spreadsheet can never become markup."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st
from markupsafe import Markup, escape


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, and the class of its cells ("im-n" right-aligned figures, "im-cell" cell addresses)."""

    title: str
    css: str = ""


@dataclass(frozen=True)
class _Finished:
    """HTML that Streamlit takes as it is: of a string it asks the disk whether there is a file of that name, and works on its indents."""

    body: str

    def _repr_html_(self) -> str:
        return self.body


def show(*pieces: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put pieces of HTML on the page, as one element; nothing where there is nothing to show."""
    if any(pieces):
        st.html(_Finished("".join(map(escape, pieces))), width=width)


def head(overline: str, sentence: str) -> None:
    """The top of a page: where we are, and its one message."""
    show(Markup('<div class="im-head"><p>{}</p><h1>{}</h1></div>').format(overline, sentence))


def section(title: str, subtitle: str = "", level: int = 2) -> Markup:
    """A heading in the page, with a line of explanation."""
    explanation = Markup("<p>{}</p>").format(subtitle) if subtitle else Markup("")
    return Markup("<h{0} class='im-section'>{1}</h{0}>{2}").format(level, title, explanation)


def small(words: str) -> Markup:
    """A line of small grey text."""
    return Markup('<p class="im-source">{}</p>').format(words)


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]], caption: str = "", row_header: bool = True) -> Markup:
    """A real table; it scrolls inside its own box when it is wider than the screen."""
    header = Markup("").join(Markup('<th scope="col" class="{}">{}</th>').format(c.css, c.title) for c in columns)
    body = Markup("").join(_row(columns, row, row_header) for row in rows)
    title = Markup("<caption><span>{}</span></caption>").format(caption) if caption else Markup("")
    label = caption or columns[0].title
    return Markup(
        '<div class="im-scroll" tabindex="0" role="region" aria-label="{}"><table class="im-table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(label, title, header, body)


def definitions(pairs: Iterable[tuple[object, object]], css: str = "im-facts", boxed: bool = False) -> Markup:
    """Terms with what they stand for; `boxed` puts each pair in a box of its own."""
    pattern = Markup("<div><dt>{}</dt><dd>{}</dd></div>") if boxed else Markup("<dt>{}</dt><dd>{}</dd>")
    return Markup('<dl class="{}">{}</dl>').format(css, Markup("").join(pattern.format(term, value) for term, value in pairs))


def _row(columns: Sequence[Column], row: Sequence[object], row_header: bool) -> Markup:
    cells = [
        (Markup('<th scope="row" class="{}">{}</th>') if row_header and i == 0 else Markup('<td class="{}">{}</td>')).format(column.css, escape(value))
        for i, (column, value) in enumerate(zip(columns, row, strict=True))
    ]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))

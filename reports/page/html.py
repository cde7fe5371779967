"""The report as one web page: everything in it is in it, and every text is escaped."""

import base64
from collections import Counter
from functools import singledispatchmethod
from pathlib import Path

from markupsafe import Markup

from charts.colours import colours
from locales import text
from reports.page.svg import drawing
from reports.plain import printable
from reports.report.blocks import Block, Cell, Column, Document, Heading, Items, Paragraph, Picture, Section, Slot, Table

STYLE = Path(__file__).with_name("style.css")
CLASSES = {"": "", "lead": "lead", "note": "small", "missing": "missing"}
WHOLE = 12  # up to so many rows a table is not cut by the end of a page
NAMED = ("text", "muted", "primary", "surface", "border")
# Nothing may be fetched, run or sent; pictures and style lie in the page itself.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"


def html(report: Document) -> bytes:
    """The page's bytes."""
    title = f"{report.title} · {report.subtitle}"
    page = Markup(
        '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="author" content="{author}"><title>{title}</title>'
        "<style>{style}</style></head><body>{cover}{contents}<main>{sections}</main></body></html>\n"
    )
    writer = _Writer(report.lang)
    return page.format(
        lang=report.lang, policy=Markup(POLICY), author=printable(report.brand.promoter), title=printable(title), style=Markup(_style()),  # ours  # nosec B704
        cover=_cover(report, writer), contents=_contents(report), sections=Markup("").join(_section(s, writer) for s in report.sections),
    ).encode()  # fmt: skip


def _style() -> str:
    c = colours("light")
    names = {name: getattr(c, name) for name in NAMED} | {key.replace("_", "-"): colour for key, colour in c.status.items()}
    tones = "".join(f".tone-{key} {{ color: var(--{key}); }}\n" for key in (k.replace("_", "-") for k in c.status))
    return f":root {{ {' '.join(f'--{k}: {v};' for k, v in names.items())} }}\n{STYLE.read_text(encoding='utf-8')}{tones}"


def _cover(report: Document, writer: "_Writer") -> Markup:
    brand = report.brand
    logos = Markup("").join(Markup('<img src="{}" alt="{}">').format(_embedded(logo), logo.stem) for logo in brand.logos)
    top = Markup('<p class="logos">{}</p>').format(logos) if logos else Markup('<p class="hub">{}</p>').format(printable(brand.hub))
    lines = [Markup('<p class="lead">{}</p>').format(printable(m)) for m in brand.mentions]
    lines += [Markup('<p class="example">{}</p>').format(report.example)] if report.example else []
    columns = (Column(text("report.annex.term", report.lang), 1.0), Column(text("report.about.value", report.lang), 3.4))
    about = Table("about", "", columns, tuple((Cell(term), Cell(said)) for term, said in report.facts))
    return Markup('<header class="cover">{}<h1>{}</h1><p class="subtitle">{}</p>{}<h3>{}</h3>{}</header>').format(
        top, printable(report.title), printable(report.subtitle), Markup("").join(lines), text("report.about.title", report.lang), writer.html(about)
    )


def _embedded(logo: Path) -> str:
    kind = "png" if logo.suffix.casefold() == ".png" else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(logo.read_bytes()).decode()}"


def _contents(report: Document) -> Markup:
    lines = [Markup('<li class="level-{}"><a href="#{}">{}</a></li>').format(s.level, s.key, printable(s.title)) for s in report.sections]
    return Markup('<nav aria-label="{0}"><h2>{0}</h2><ol>{1}</ol></nav>').format(text("report.contents", report.lang), Markup("").join(lines))


def _section(section: Section, writer: "_Writer") -> Markup:
    style = Markup(' style="color:{}"').format(section.colour) if section.colour else ""
    return Markup('<section id="{0}" class="{1}"><h{2}{3}>{4}</h{2}>{5}</section>').format(
        section.key, "apart" if section.apart else "", section.level + 1, style, printable(section.title), Markup("").join(map(writer.html, section.blocks))
    )


class _Writer:
    """Writes blocks, and counts tables and figures."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.counts: Counter[str] = Counter()

    @singledispatchmethod
    def html(self, block: Block) -> Markup:
        """One block."""
        raise TypeError(type(block).__name__)

    @html.register
    def _paragraph(self, block: Paragraph) -> Markup:
        return _lines(block.text, CLASSES[block.kind])

    @html.register
    def _heading(self, block: Heading) -> Markup:
        return Markup("<h4>{}</h4>").format(printable(block.text))

    @html.register
    def _items(self, block: Items) -> Markup:
        return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(printable(line)) for line in block.lines))

    @html.register
    def _slot(self, block: Slot) -> Markup:
        """Empty, it is left out: in a page nothing can be filled in any more."""
        return Markup('<p class="prompt">{}</p>{}').format(printable(block.prompt), _lines(block.text, "")) if block.text else Markup("")

    @html.register
    def _table(self, block: Table) -> Markup:
        title = self._numbered("table", block.title) if block.title else ""
        if not block.rows:
            return Markup('<h4>{}</h4><p class="missing">{}</p>').format(title, block.empty)
        caption = Markup("<caption>{}</caption>").format(title) if title else ""
        total = sum(c.width for c in block.columns)
        sizes = Markup("").join(Markup('<col style="width:{}%">').format(f"{100 * c.width / total:.1f}") for c in block.columns)
        head = Markup("").join(Markup('<th scope="col"{}>{}</th>').format(_side(c), printable(c.label)) for c in block.columns)
        body = Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(map(_cell, row, block.columns))) for row in block.rows)
        keep = " keep" if len(block.rows) <= WHOLE else ""
        return Markup('<div class="scroll{}"><table>{}<colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}').format(
            keep, caption, sizes, head, body, _below(block.below)
        )

    @html.register
    def _picture(self, block: Picture) -> Markup:
        drawn = drawing(block.chart.data, block.chart.alt, self.lang) if block.chart.data else Markup("")
        return Markup("<figure><figcaption>{}</figcaption>{}{}</figure>").format(self._numbered("figure", block.title), drawn, _below(block.below))

    def _numbered(self, kind: str, title: str) -> str:
        self.counts[kind] += 1
        return f"{text(f'report.caption.{kind}', self.lang)} {self.counts[kind]}. {printable(title)}"


def _cell(cell: Cell, column: Column) -> Markup:
    small = Markup("<small>{}</small>").format(printable(cell.small)) if cell.small else ""
    words: Markup | str = printable(cell.text)
    if cell.tone:
        words = Markup('<span class="tone tone-{}">{}</span>').format(cell.tone.replace("_", "-"), words)
    return Markup("<td{}>{}{}</td>").format(_side(column), words, small)


def _side(column: Column) -> Markup:
    return Markup(' class="n"') if column.figures else Markup("")


def _below(lines: tuple[str, ...]) -> Markup:
    return Markup('<div class="below">{}</div>').format(Markup("").join(Markup("<p>{}</p>").format(printable(line)) for line in lines)) if lines else Markup("")


def _lines(words: str, kind: str) -> Markup:
    cls = Markup(' class="{}"').format(kind) if kind else ""
    return Markup("").join(Markup("<p{}>{}</p>").format(cls, printable(line)) for line in words.split("\n"))

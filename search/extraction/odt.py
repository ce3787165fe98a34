"""Pages of an ODT file (OASIS OpenDocument 1.2 and later).

Left out is what readers of the document do not see: deleted and hidden text, comments, forms, descriptions of pictures.
Headers and footers are left out too, since they would repeat on every page.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import BinaryIO

from search.extraction import packages
from search.extraction.failure import ExtractionError
from search.extraction.flow import Flow

PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
}
LEFT_OUT = {
    "office:annotation",
    "office:forms",
    "svg:desc",
    "svg:title",
    "text:note-citation",
    "text:ruby-text",
    "text:tracked-changes",
}
PAGE_STARTS = {"page", "even-page", "odd-page"}
Attributes = dict[str, str]
StyleKey = tuple[str, str]  # family, name


def pages(stream: BinaryIO) -> list[str]:
    """The text of each page, by the breaks in the styles and those that the program which saved the file noted."""
    with packages.opened(stream) as package:
        if b"encryption-data" in packages.read(package, "META-INF/manifest.xml"):
            raise ExtractionError("encrypted")
        document = _Document()
        if "styles.xml" in package.NameToInfo:
            packages.parse(package, "styles.xml", document.styles)
        packages.parse(package, "content.xml", document)
    if not document.is_text:
        raise ExtractionError("unreadable")
    return document.flow.pages()


class _Styles:
    """Which styles put a page break before or after what bears them."""

    def __init__(self) -> None:
        self._breaks: dict[StyleKey, dict[str, str]] = {}  # "before" and "after", where a style says
        self._parents: dict[StyleKey, StyleKey] = {}
        self._current: StyleKey = ("", "")

    def start(self, tag: str, attributes: Attributes) -> None:
        name = _short(tag)
        if name == "style:style":
            self._start_style({_short(key): value for key, value in attributes.items()})
        elif name in {"style:paragraph-properties", "style:table-properties"}:
            self._note_breaks({_short(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def starts_page(self, style: StyleKey, side: str) -> bool:
        """Whether a page starts `before` or `after` what has this style, by itself or by an ancestor of its."""
        seen: set[StyleKey] = set()
        while style not in seen:
            if (kind := self._breaks.get(style, {}).get(side)) is not None:
                return kind in PAGE_STARTS
            seen.add(style)
            style = self._parents.get(style, style)
        return False

    def _start_style(self, attributes: Attributes) -> None:
        family = attributes.get("style:family", "")
        self._current = (family, attributes.get("style:name", ""))
        if parent := attributes.get("style:parent-style-name"):
            self._parents[self._current] = (family, parent)
        if attributes.get("style:master-page-name"):  # another page style, which only a new page can have
            self._breaks[self._current] = {"before": "page"}

    def _note_breaks(self, attributes: Attributes) -> None:
        breaks = self._breaks.setdefault(self._current, {})
        for side in ("before", "after"):
            if kind := attributes.get(f"fo:break-{side}"):
                breaks.setdefault(side, kind)


class _Document:
    """content.xml: its own styles, then the text."""

    def __init__(self) -> None:
        self.is_text = False
        self.flow = Flow()
        self.styles = _Styles()
        self._skipped = 0  # depth inside an element that is left out
        self._open: list[StyleKey] = []
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "text:p": self._open_paragraph,
            "text:h": self._open_paragraph,
            "text:s": lambda _: self.flow.write(" "),
            "text:tab": lambda _: self.flow.write(" "),
            "text:line-break": lambda _: self.flow.break_line(),
            "text:soft-page-break": lambda _: self._start_page(),
            "office:text": self._start_body,
            "table:table": self._start_table,
        }

    def start(self, tag: str, attributes: Attributes) -> None:
        name = _short(tag)
        if self._skipped or name in LEFT_OUT or _is_hidden(name, attributes):
            self._skipped += 1
        elif action := self._starts.get(name):
            action({_short(key): value for key, value in attributes.items()})
        else:
            self.styles.start(tag, attributes)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif _short(tag) in {"text:p", "text:h"}:
            self._close_paragraph()

    def data(self, text: str) -> None:
        if not self._skipped:
            self.flow.write(text)

    def _start_body(self, _attributes: Attributes) -> None:
        self.is_text = True

    def _open_paragraph(self, attributes: Attributes) -> None:
        style = ("paragraph", attributes.get("text:style-name", ""))
        if not self._open and self.styles.starts_page(style, "before"):
            self._start_page()
        self._open.append(style)
        self.flow.open_paragraph()

    def _close_paragraph(self) -> None:
        self.flow.close_paragraph()
        style = self._open.pop()
        if not self._open and self.styles.starts_page(style, "after"):
            self._start_page()

    def _start_table(self, attributes: Attributes) -> None:
        if not self._open and self.styles.starts_page(("table", attributes.get("table:style-name", "")), "before"):
            self._start_page()

    def _start_page(self) -> None:
        self.flow.start_page()


def _is_hidden(name: str, attributes: Attributes) -> bool:
    display = (value for key, value in attributes.items() if _short(key) == "text:display")
    return name == "text:section" and next(display, "") == "none"


@lru_cache(maxsize=1024)
def _short(name: str) -> str:
    """`text:p` for `{urn:…:text:1.0}p`, whatever prefix the file uses; empty for namespaces that do not matter here."""
    namespace, _, local = name[1:].rpartition("}")
    prefix = PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else ""

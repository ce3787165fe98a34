"""Pages of a DOCX file (ECMA-376, WordprocessingML).

Left out is what readers of the document do not see: deleted and hidden text, comments, instructions of fields. Headers
and footers are left out too, since they would repeat on every page.
"""

from collections.abc import Callable
from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from typing import BinaryIO
from zipfile import ZipFile

from search.extraction import packages
from search.extraction.failure import ExtractionError
from search.extraction.flow import Flow

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # "Strict"
)
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same content once more
LEFT_OUT = {"moveFrom", "pPrChange", "rPrChange", "sectPrChange"}  # as it was before tracked changes
FALSE = {"0", "false", "off"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
Attributes = dict[str, str]


def pages(stream: BinaryIO) -> list[str]:
    """The text of each page, by the breaks the author set and those that the program which saved the file noted."""
    with packages.opened(stream) as package:
        main = _relations(package, "").get("officeDocument")
        if main is None:
            raise ExtractionError("unreadable")
        related = _relations(package, main)
        notes = {kind: _notes(package, related[kind]) for kind in NOTES.values() if kind in related}
        document = _Document(notes)
        packages.parse(package, main, document)
    if not document.is_text:
        raise ExtractionError("unreadable")
    return document.flow.pages()


def _relations(package: ZipFile, part: str) -> dict[str, str]:
    """Kind of relation -> the part it leads to; empty when the part has none (ECMA-376, part 2, 9.3)."""
    relations = _Relations(dirname(part))
    place = join(dirname(part), "_rels", f"{basename(part)}.rels")
    if place in package.NameToInfo:
        packages.parse(package, place, relations)
    return relations.targets


def _notes(package: ZipFile, part: str) -> dict[str, str]:
    notes = _Notes()
    packages.parse(package, part, notes)
    return notes.texts


class _Relations:
    """Parts that a part refers to."""

    def __init__(self, folder: str) -> None:
        self.targets: dict[str, str] = {}
        self._folder = folder

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag.endswith("}Relationship") and attributes.get("TargetMode") != "External":
            target = normpath(join("/", self._folder, attributes["Target"]))
            self.targets.setdefault(basename(attributes["Type"]), target.lstrip("/"))

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Body:
    """Running text of any part."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._skipped = 0  # depth inside an element that is left out
        self._in_text = self._in_run = self._is_hidden = False
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._open_paragraph,
            "r": self._start_run,
            "t": self._start_text,
            "tab": lambda _: self._write_in_run(" "),
            "cr": lambda _: self.flow.break_line(),
            "br": self._break,
            "noBreakHyphen": lambda _: self._write_in_run("-"),
            "vanish": self._hide,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._close_paragraph,
            "r": self._end_run,
            "t": self._end_text,
        }

    def start(self, tag: str, attributes: Attributes) -> None:
        name = _local_name(tag)
        if self._skipped or tag == ALTERNATIVE or name in LEFT_OUT:
            self._skipped += 1
        elif action := self._starts.get(name):
            action(attributes)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif action := self._ends.get(_local_name(tag)):
            action()

    def data(self, text: str) -> None:
        if self._in_text and not self._skipped and not self._is_hidden:
            self.flow.write(text)

    def _open_paragraph(self, _attributes: Attributes) -> None:
        self.flow.open_paragraph()

    def _close_paragraph(self) -> None:
        self.flow.close_paragraph()

    def _start_run(self, _attributes: Attributes) -> None:
        self._in_run, self._is_hidden = True, False

    def _end_run(self) -> None:
        self._in_run = self._is_hidden = False

    def _start_text(self, _attributes: Attributes) -> None:
        self._in_text = True

    def _end_text(self) -> None:
        self._in_text = False

    def _write_in_run(self, text: str) -> None:
        if self._in_run:  # the tab stops of a paragraph's properties have the same name
            self.flow.write(text)

    def _break(self, attributes: Attributes) -> None:
        if _value(attributes, "type") == "page":
            self.flow.start_page()
        else:
            self.flow.break_line()

    def _hide(self, attributes: Attributes) -> None:
        # outside a run it is the mark at the end of a paragraph that is hidden, not its text
        self._is_hidden = self._in_run and _value(attributes, "val") not in FALSE


class _Document(_Body):
    """The main part, which also knows pages, sections and marks of notes."""

    def __init__(self, notes: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.is_text = False
        self._notes = notes
        self._section_kind = ""
        self._section_ends = False  # with the paragraph that is open
        self._section_page: int | None = None  # where a section has begun a page, if its kind turns out to be such
        self._starts |= {
            "body": self._start_body,
            "pageBreakBefore": self._break_before,
            "lastRenderedPageBreak": self._break_as_rendered,
            "sectPr": self._start_section_properties,
            "type": self._set_section_kind,
            "footnoteReference": lambda attributes: self._refer("footnotes", attributes),
            "endnoteReference": lambda attributes: self._refer("endnotes", attributes),
        }
        self._ends["sectPr"] = self._end_section_properties

    def _close_paragraph(self) -> None:
        super()._close_paragraph()
        if self._section_ends:
            self._section_page = self.flow.start_page()
            self._section_ends = False

    def _start_body(self, _attributes: Attributes) -> None:
        self.is_text = True

    def _break_before(self, attributes: Attributes) -> None:
        if _value(attributes, "val") not in FALSE and not self.flow.in_first_paragraph():
            self.flow.start_page()

    def _break_as_rendered(self, _attributes: Attributes) -> None:
        # Word notes every start of a page, also one that follows a break counted already
        if self.flow.page_is_empty():
            self._section_page = None
        else:
            self.flow.start_page()

    def _start_section_properties(self, _attributes: Attributes) -> None:
        self._section_kind = "nextPage"

    def _set_section_kind(self, attributes: Attributes) -> None:
        self._section_kind = _value(attributes, "val")

    def _end_section_properties(self) -> None:
        # the properties stand at the end of a section, their kind says how it began (ECMA-376, part 1, 17.6.22)
        if self._section_page is not None and self._section_kind == "continuous":
            self.flow.join_page(self._section_page)
        self._section_page = None
        self._section_ends = self.flow.in_paragraph()

    def _refer(self, kind: str, attributes: Attributes) -> None:
        self.flow.add_note(self._notes.get(kind, {}).get(_value(attributes, "id"), ""))


class _Notes(_Body):
    """Footnotes or endnotes: identifier -> text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self._identifier = ""
        self._starts |= {"footnote": self._start_note, "endnote": self._start_note}
        self._ends |= {"footnote": self._end_note, "endnote": self._end_note}

    def _start_note(self, attributes: Attributes) -> None:
        self._identifier = _value(attributes, "id")
        self.flow = Flow()

    def _end_note(self) -> None:
        self.texts[self._identifier] = "\n".join(self.flow.pages())


@lru_cache(maxsize=1024)
def _local_name(tag: str) -> str:
    namespace, _, name = tag[1:].rpartition("}")
    return name if namespace in NAMESPACES else ""


def _value(attributes: Attributes, name: str) -> str:
    return next((attributes[full] for space in NAMESPACES if (full := f"{{{space}}}{name}") in attributes), "")

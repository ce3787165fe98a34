"""HTML of editors as plain paragraphs, for a PDF. Plain Python."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "blockquote", "div", "ul", "ol", "td", "th", "tr"})


@dataclass
class _Reader(HTMLParser):
    """Gathers what stands between the tags of blocks."""

    found: list[tuple[str, str]] = field(default_factory=list)
    name: str = "p"
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.flush()
            self.name = tag
        elif tag == "br":
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
            self.name = "p"

    def handle_data(self, data: str) -> None:
        self.text += data

    def flush(self) -> None:
        """End the paragraph."""
        if words := " ".join(self.text.split()):
            self.found.append((self.name, words))
        self.text = ""


def paragraphs_of(html: str) -> list[tuple[str, str]]:
    """Paragraphs of the HTML as (tag, words): `p`, `li`, `h2` …; whatever the HTML is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found

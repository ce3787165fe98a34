"""Pages of a document that is stored as running text with breaks in it."""


class Flow:
    """Collects paragraphs into pages.

    A paragraph inside another one (a text box, a footnote) would tear the sentence it is anchored in, so it follows the
    outer paragraph.
    """

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._open: list[list[str]] = []
        self._nested: list[str] = []
        self._count = 0  # of paragraphs begun

    def pages(self) -> list[str]:
        """The text of each page, a paragraph a line."""
        return ["\n".join(lines) for lines in self._pages]

    def open_paragraph(self) -> None:
        """A paragraph begins."""
        self._count += 1
        self._open.append([])

    def in_paragraph(self) -> bool:
        """Whether a paragraph is open."""
        return bool(self._open)

    def in_first_paragraph(self) -> bool:
        """Whether the document has only just begun."""
        return self._count == 1

    def write(self, text: str) -> None:
        """Text of the innermost open paragraph; outside of paragraphs there is none. Line ends are mere spaces."""
        if self._open:
            self._open[-1].append(text.replace("\n", " "))

    def break_line(self) -> None:
        """A line ends inside the paragraph."""
        if self._open:
            self._open[-1].append("\n")

    def close_paragraph(self) -> None:
        """The innermost paragraph ends."""
        text = "".join(self._open.pop())
        if self._open:
            self._nested.append(text)
        else:
            self._add(text)

    def add_note(self, text: str) -> None:
        """A note whose mark stands here."""
        self._nested.append(text)

    def start_page(self) -> int:
        """A new page begins here, maybe in the midst of a paragraph; gives its index. A document begins on one."""
        if self._count:
            if self._open:
                self._add("".join(self._open[0]))
                self._open[0].clear()
            self._pages.append([])
        return len(self._pages) - 1

    def page_is_empty(self) -> bool:
        """Whether nothing stands on the current page yet."""
        return not any([*self._pages[-1], *(piece for paragraph in self._open for piece in paragraph)])

    def join_page(self, index: int) -> None:
        """The page at the index goes on the one before it after all."""
        if index:
            self._pages[index - 1 : index + 1] = [self._pages[index - 1] + self._pages[index]]

    def _add(self, text: str) -> None:
        self._pages[-1] += [text, *self._nested]
        self._nested.clear()

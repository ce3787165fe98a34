"""Boxes, lines and codes for a printed form, as parts of a PDF."""

from collections.abc import Sequence

import segno
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

HAIR, THIN = 0.5, 0.9  # widths of strokes, in points


class Box(Flowable):
    """An empty rectangle to mark, or to write into; sizes in points."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height

    def draw(self) -> None:
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(THIN)
        self.canv.rect(0, 0, self.width, self.height)


class Boxes(Flowable):
    """Rectangles beside each other: `counts` of them in groups, such as 2, 2 and 4 for a date."""

    def __init__(self, counts: Sequence[int], side: float) -> None:
        super().__init__()
        self.counts, self.side, self.gap = counts, side, side / 2
        self.width = sum(counts) * side + (len(counts) - 1) * self.gap
        self.height = side * 1.2

    def draw(self) -> None:
        left = 0.0
        self.canv.setLineWidth(THIN)
        for count in self.counts:
            for _box in range(count):
                self.canv.rect(left, 0, self.side, self.height)
                left += self.side
            left += self.gap


class Lines(Flowable):
    """Lines to write on over the whole width, `step` points apart."""

    def __init__(self, number: int, step: float) -> None:
        super().__init__()
        self.number, self.step = number, step

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.number * self.step
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """As many lines as there is room for, the others on the next page."""
        fit = int(height // self.step)
        return [Lines(fit, self.step), Lines(self.number - fit, self.step)] if 0 < fit < self.number else []

    def draw(self) -> None:
        self.canv.setLineWidth(HAIR)
        for number in range(self.number):
            self.canv.line(0, number * self.step + 1, self.width, number * self.step + 1)


class QrCode(Flowable):
    """An address as a QR code, `side` points wide with the quiet zone around it."""

    def __init__(self, address: str, side: float = 30 * mm) -> None:
        super().__init__()
        self.rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=2)]
        self.width = self.height = side

    def draw(self) -> None:
        module = self.width / len(self.rows)
        for down, row in enumerate(reversed(self.rows)):
            for across, dark in enumerate(row):
                if dark:
                    self.canv.rect(across * module, down * module, module, module, stroke=0, fill=1)

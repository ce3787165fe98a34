"""Pictures of the demo: simple landscapes and plans in the portal's colours, drawn by ourselves with Pillow."""

from collections.abc import Callable
from io import BytesIO
from math import pi, sin
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
SCALE = 2  # drawn larger and reduced: smooth edges
COLOURS = 128  # flat areas need no more, and the file stays small
PAPER, SKY, WATER, DEEP = "#fbfaf6", "#e3eff0", "#1f7a8c", "#0b4a5a"
LAWN, GREEN, LEAF, BRICK, GOLD, STONE = "#cfe3d2", "#1d6b3a", "#3f8a57", "#9c3320", "#ffc53d", "#c9cdc6"
Point = tuple[float, float]


class Sheet:
    """A sheet of 1600 × 900 units, with what the scenes have in common; the same seed draws the same picture."""

    def __init__(self, seed: str, ground: str) -> None:
        self.chance = Random(seed)  # noqa: S311  # scatters trees, guards nothing
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: list[Point], colour: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], colour, int(width * SCALE), joint="curve")

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.pen.circle((x * SCALE, y * SCALE), radius * SCALE, fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour)

    def hill(self, level: float, swing: float, colour: str) -> None:
        """Everything below a wavy horizon."""
        phase = self.chance.uniform(0, 2 * pi)
        crest = [(float(x), level + swing * sin(x / 260 + phase)) for x in range(0, WIDTH + 1, 20)]
        self.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], colour)

    def wood(self, count: int, top: float, bottom: float) -> None:
        """Round trees, the farther ones first."""
        for _ in range(count):
            x, y = self.chance.uniform(0, WIDTH), self.chance.uniform(top, bottom)
            radius = self.chance.uniform(24, 52)
            self.box(x - 4, y, 8, radius * 1.4, DEEP)
            self.disc(x, y, radius, self.chance.choice([GREEN, LEAF]))

    def houses(self, count: int, ground: float) -> None:
        """A row of houses with roofs and windows."""
        width = WIDTH / count
        for number in range(count):
            height = self.chance.uniform(170, 330)
            left, top = number * width, ground - height
            self.box(left + 6, top, width - 12, height, self.chance.choice([PAPER, GOLD, STONE, SKY]))
            self.polygon([(left, top), (left + width / 2, top - 90), (left + width, top)], BRICK)
            for row in range(int(height // 90)):
                for column in (0.25, 0.6):
                    self.box(left + width * column, top + 30 + row * 90, width * 0.16, 46, DEEP)

    def png(self) -> bytes:
        reduced = self.image.reduce(SCALE).quantize(COLOURS, Image.Quantize.FASTOCTREE)
        stream = BytesIO()
        reduced.save(stream, "PNG")
        return stream.getvalue()


def river(sheet: Sheet) -> None:
    """A river bending between meadows, the sun low."""
    sheet.disc(1240, 230, 90, GOLD)
    sheet.hill(400, 40, LEAF)
    sheet.hill(480, 25, LAWN)
    left = [(760 + 260 * sin(y / 90) - (y - 470) * 0.9, float(y)) for y in range(470, HEIGHT + 20, 10)]
    right = [(x + 40 + (y - 470) * 1.1, y) for x, y in left]
    sheet.polygon([*left, *reversed(right)], WATER)
    sheet.wood(26, 400, 470)


def park(sheet: Sheet) -> None:
    """A park seen from above: paths, a pond, crowns of trees."""
    for start, end in (((0, 200), (1600, 720)), ((0, 760), (1600, 140)), ((820, 0), (760, 900))):
        sheet.line([start, end], PAPER, 46)
    sheet.disc(800, 450, 150, PAPER)
    sheet.disc(800, 450, 100, WATER)
    for _ in range(90):
        x, y = sheet.chance.uniform(0, WIDTH), sheet.chance.uniform(0, HEIGHT)
        if abs(x - 800) > 190 or abs(y - 450) > 190:
            sheet.disc(x, y, sheet.chance.uniform(18, 44), sheet.chance.choice([GREEN, LEAF]))


def plan(sheet: Sheet) -> None:
    """A zoning plan: coloured plots between streets and a green wedge."""
    plots = [GOLD, "#e7a93a", "#f3d9a4", LAWN, "#e8b9ae", SKY]
    for column in range(8):
        for row in range(5):
            x, y = 30 + column * 196, 24 + row * 176
            sheet.box(x, y, 172, 152, sheet.chance.choice(plots))
    wedge = [(0, 560), (420, 470), (900, 640), (1600, 380), (1600, 560), (900, 820), (420, 640), (0, 760)]
    sheet.polygon([(float(x), float(y)) for x, y in wedge], LEAF)
    sheet.line([(0, 660), (420, 555), (900, 730), (1600, 470)], WATER, 26)
    sheet.line([(1180, 0), (1020, 900)], BRICK, 14)


def street(sheet: Sheet) -> None:
    """A street with houses, trees, a cycle path and a lane for buses."""
    sheet.houses(9, 560)
    sheet.box(0, 560, WIDTH, 60, STONE)
    sheet.box(0, 620, WIDTH, 70, BRICK)
    sheet.box(0, 690, WIDTH, 210, "#3b4245")
    for x in range(0, WIDTH, 200):
        sheet.box(x + 30, 790, 110, 10, PAPER)
        sheet.box(x + 60, 650, 60, 8, PAPER)
    for x in range(90, WIDTH, 260):
        sheet.box(x - 4, 480, 8, 100, DEEP)
        sheet.disc(x, 470, 52, GREEN)


def square(sheet: Sheet) -> None:
    """A market square with houses around it and a fountain."""
    sheet.houses(7, 470)
    sheet.box(0, 470, WIDTH, 430, "#e9e4d6")
    for x in range(-400, WIDTH + 400, 130):
        sheet.line([(800 + (x - 800) * 0.5, 470), (float(x), 900)], STONE, 3)
    sheet.disc(800, 680, 130, STONE)
    sheet.disc(800, 680, 104, WATER)
    sheet.disc(800, 680, 26, PAPER)


def lake(sheet: Sheet) -> None:
    """A lake among woods with a small beach and a jetty."""
    sheet.disc(360, 200, 80, GOLD)
    sheet.hill(380, 30, LEAF)
    sheet.wood(44, 340, 430)
    sheet.hill(500, 8, WATER)
    sheet.hill(770, 26, "#f3d9a4")
    sheet.polygon([(980, 800), (1060, 800), (1010, 600), (970, 600)], BRICK)


def tram(sheet: Sheet) -> None:
    """A tram stop at a junction: rails, a tram, a shelter."""
    sheet.houses(11, 420)
    sheet.box(0, 420, WIDTH, 480, "#dfe3dc")
    for y in (640, 700):
        sheet.line([(0, y), (WIDTH, y)], DEEP, 8)
    sheet.box(260, 440, 720, 210, GREEN)
    for x in range(290, 960, 115):
        sheet.box(x, 480, 92, 80, SKY)
    for x in (360, 540, 720, 880):
        sheet.disc(x, 655, 26, DEEP)
    sheet.box(1160, 430, 300, 16, BRICK)
    sheet.box(1170, 446, 10, 200, DEEP)
    sheet.box(1440, 446, 10, 200, DEEP)


def school(sheet: Sheet) -> None:
    """A school building with a playground in front of it."""
    sheet.hill(560, 10, LAWN)
    sheet.box(420, 250, 760, 330, PAPER)
    sheet.box(700, 180, 200, 400, GOLD)
    for row in range(3):
        for x in (450, 540, 630, 930, 1020, 1110):
            sheet.box(x, 290 + row * 90, 56, 56, WATER)
    sheet.box(760, 470, 80, 110, DEEP)
    sheet.polygon([(500, 700), (1100, 700), (1240, 860), (360, 860)], BRICK)
    sheet.wood(12, 600, 660)


def _pocket_park(sheet: Sheet) -> None:
    sheet.box(120, 60, 1360, 780, LAWN)
    for x in range(180, 1480, 104):
        sheet.disc(x, 70, 46, GREEN)
        sheet.disc(x, 830, 46, LEAF)


def glade(sheet: Sheet) -> None:
    """Plan of a small park: an empty lawn in the middle, benches at its edges."""
    _pocket_park(sheet)
    sheet.disc(800, 450, 250, "#e6f1dd")
    for x in (380, 1120):
        sheet.box(x, 420, 100, 34, BRICK)


def avenue(sheet: Sheet) -> None:
    """Plan of a small park: a straight path through the middle, beds on both sides."""
    _pocket_park(sheet)
    sheet.box(120, 400, 1360, 100, PAPER)
    for x in range(220, 1400, 200):
        sheet.box(x, 250, 120, 90, GOLD)
        sheet.box(x, 560, 120, 90, BRICK)


def nooks(sheet: Sheet) -> None:
    """Plan of a small park: three round nooks between shrubs."""
    _pocket_park(sheet)
    for x in (400, 800, 1200):
        sheet.disc(x, 450, 170, LEAF)
        sheet.disc(x, 450, 120, PAPER)
        sheet.box(x - 40, 430, 80, 34, BRICK)


SCENES: dict[str, tuple[Callable[[Sheet], None], str]] = {
    "river": (river, SKY),
    "park": (park, LAWN),
    "plan": (plan, PAPER),
    "street": (street, SKY),
    "square": (square, SKY),
    "lake": (lake, SKY),
    "tram": (tram, SKY),
    "school": (school, SKY),
    "glade": (glade, STONE),
    "avenue": (avenue, STONE),
    "nooks": (nooks, STONE),
}


def draw(scene: str) -> bytes:
    """The scene as a PNG file of 1600 × 900 pixels; KeyError for one nobody drew."""
    compose, ground = SCENES[scene]
    sheet = Sheet(scene, ground)
    compose(sheet)
    return sheet.png()

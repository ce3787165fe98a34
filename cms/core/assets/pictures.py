"""Raster pictures that browsers and social media ask for, drawn from the brand mark."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageColor, ImageDraw, ImageFont

from .typefaces import HEADING_WEIGHT, HEADINGS, OPTICAL_SIZE

WARTA_DEEP, WHITE, GOLD = "#07333f", "#ffffff", "#ffc53d"
CARD_SIZE = (1200, 630)
OVERSAMPLING = 8  # polygons are drawn that much larger: Pillow has no smooth edges
VIEW_BOX = 48.0

Polygon = tuple[str, list[tuple[float, float]]]


def make_pictures(mark: Path, name: str) -> dict[str, bytes]:
    """Icons and the social card, by their paths; `mark` is an SVG file of polygons, `name` the portal's."""
    polygons = read_polygons(mark)
    icon = _mark(polygons, 32)
    return {
        "img/apple-touch-icon.png": _png(_on_ground(_mark(polygons, 148), 180)),
        "img/favicon-32.png": _png(icon),
        "img/favicon.ico": _encoded(icon, "ICO", sizes=[(32, 32)]),
        "img/social-card.png": _png(_card(polygons, name)),
    }


def read_polygons(mark: Path) -> list[Polygon]:
    """Fill and corners of every polygon of the SVG file, in its own units."""
    # our own file from the repository, not an upload
    tree = ElementTree.fromstring(mark.read_text(encoding="utf-8"))  # noqa: S314  # see above
    shapes = tree.iter("{http://www.w3.org/2000/svg}polygon")
    return [(shape.attrib["fill"], _corners(shape.attrib["points"])) for shape in shapes]


def _corners(points: str) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in points.split())
    return [(float(x), float(y)) for x, y in pairs]


def _mark(polygons: list[Polygon], size: int) -> Image.Image:
    """The mark on a transparent square of `size` pixels."""
    scale = size * OVERSAMPLING / VIEW_BOX
    canvas = Image.new("RGBA", (size * OVERSAMPLING, size * OVERSAMPLING))
    pen = ImageDraw.Draw(canvas)
    for fill, corners in polygons:
        pen.polygon([(x * scale, y * scale) for x, y in corners], fill=ImageColor.getrgb(fill))
    return canvas.resize((size, size), Image.Resampling.LANCZOS)


def _on_ground(mark: Image.Image, size: int) -> Image.Image:
    """The mark in the middle of a white square: phones round its corners."""
    ground = Image.new("RGB", (size, size), WHITE)
    margin = (size - mark.width) // 2
    ground.paste(mark, (margin, margin), mark)
    return ground


def _card(polygons: list[Polygon], name: str) -> Image.Image:
    """The portal's name beside a large mark, in the colours of the site's head."""
    card = Image.new("RGB", CARD_SIZE, WARTA_DEEP)
    light = [(WHITE, polygons[0][1]), (WARTA_DEEP, polygons[1][1]), *polygons[2:]]
    mark = _mark(light, 400)
    card.paste(mark, (740, 110), mark)
    pen = ImageDraw.Draw(card)
    pen.multiline_text((80, 300), name.replace(" ", "\n"), font=_lettering(104), fill=WHITE, anchor="lm", spacing=18)
    pen.rectangle((0, CARD_SIZE[1] - 18, CARD_SIZE[0], CARD_SIZE[1]), fill=GOLD)
    return card


def _lettering(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(HEADINGS.path), size)
    font.set_variation_by_axes([OPTICAL_SIZE, HEADING_WEIGHT])
    return font


def _png(picture: Image.Image) -> bytes:
    return _encoded(picture, "PNG", optimize=True)


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()

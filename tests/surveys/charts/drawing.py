"""Reading charts back: what a test sees of an SVG."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from consultations.surveys.charts import Names

NAMES = Names("one", "Tytuł <1>", "Opis & reszta")


@dataclass(frozen=True)
class Part:
    """A rectangle: where it starts and how wide it is in per cent, how high in em; the fill without its wrapping."""

    x: float
    width: float
    height: float
    fill: str
    kind: str


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  # our own drawing


def parts(svg: str) -> list[Part]:
    return [_part(rect) for rect in tree(svg).iter("rect")]


def texts(svg: str) -> list[str]:
    return [str(one.text) for one in tree(svg).iter("text")]


def ids(svg: str) -> Iterator[str]:
    return (one.attrib["id"] for one in tree(svg).iter() if "id" in one.attrib)


def _part(rect: ElementTree.Element) -> Part:
    x, width, height = (float(rect.attrib[name].rstrip("%em")) for name in ("x", "width", "height"))
    fill = rect.attrib.get("fill", "").removeprefix("url(#fill-").removesuffix(")")
    return Part(x, width, height, fill, rect.attrib["class"])

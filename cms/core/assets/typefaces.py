"""The two type families, the alphabets they are cut into, and the CSS that loads only the alphabets a page uses."""

from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path

# Latin-1 has much that no text here needs; what stands below is a third of it.
LATIN = (
    [chr(code) for code in range(0x20, 0x7F)]
    + list("\u00a0§©«\u00ad°±²³·»½×ÄÖÜßÉÓáäçèéíñóöüý")
    + list("\u2009\u2010–—‘’‚“”„•…‹›€−")
)
LATIN_EXT = list("ĄĆĘŁŃŚŹŻąćęłńśźż")  # the Polish letters outside Latin-1
CYRILLIC = [chr(code) for code in range(0x0410, 0x0450)] + list("ЄІЇҐєіїґ\u02bc₴№")
ALPHABETS = {"latin": LATIN, "latin-ext": LATIN_EXT, "cyrillic": CYRILLIC}


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family from a `fontpkg-*` package; `axes` narrows its variable axes to a value or a range."""

    family: str
    slug: str
    package: str
    file_name: str
    axes: dict[str, float | tuple[float, float]]
    weight: str

    @property
    def path(self) -> Path:
        """The variable TrueType file inside the package."""
        return Path(str(files(self.package.replace("-", "_")) / "files" / self.file_name))

    def output(self, alphabet: str) -> str:
        """Path of one subset below the root of the built assets."""
        return f"fonts/{self.slug}-{alphabet}.woff2"

    def css(self) -> str:
        """One `@font-face` rule per alphabet."""
        return "".join(self._rule(alphabet, characters) for alphabet, characters in ALPHABETS.items())

    def _rule(self, alphabet: str, characters: list[str]) -> str:
        # optional: text never jumps when a font comes late; the next page has it
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-display:optional;'
            f'src:url("../{self.output(alphabet)}") format("woff2");unicode-range:{unicode_range(characters)}}}\n'
        )


# Of the headings: cut for large sizes, semi-bold
OPTICAL_SIZE, HEADING_WEIGHT = 36.0, 600.0
HEADINGS = Typeface(
    "Literata",
    "literata",
    "fontpkg-literata",
    "Literata[opsz,wght].ttf",
    {"opsz": OPTICAL_SIZE, "wght": HEADING_WEIGHT},
    "600",
)
TEXT = Typeface(
    "Noto Sans",
    "noto-sans",
    "fontpkg-noto-sans",
    "NotoSans[wdth,wght].ttf",
    {"wdth": 100, "wght": (400, 700)},
    "400 700",
)
TYPEFACES = (HEADINGS, TEXT)


def all_characters() -> set[str]:
    """Every character of every alphabet."""
    return set(chain.from_iterable(ALPHABETS.values()))


def unicode_range(characters: list[str]) -> str:
    """CSS `unicode-range` of the characters: `U+20-7E,U+A0`."""
    spans: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in spans)

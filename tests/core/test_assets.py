"""What `manage.py build_assets` makes: complete, within the budget of frontend weights, and only when it must."""

import gzip
import re
import shutil
from importlib.metadata import PackageNotFoundError
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from fontTools.ttLib import TTFont
from PIL import Image

from cms.core.assets.parts import STAMPS, Part, build
from cms.core.assets.pictures import read_polygons
from cms.core.assets.portal import portal_parts
from cms.core.assets.typefaces import ALPHABETS, TYPEFACES, unicode_range

STATIC = Path(settings.BASE_DIR) / "static"
KILOBYTE = 1024
# what a Polish page loads; a Ukrainian one the second list besides (docs: weights over the wire)
POLISH = [typeface.output(alphabet) for typeface in TYPEFACES for alphabet in ("latin", "latin-ext")]
UKRAINIAN = [typeface.output("cyrillic") for typeface in TYPEFACES]
PICTURES = {
    "img/apple-touch-icon.png": ("PNG", (180, 180)),
    "img/favicon-32.png": ("PNG", (32, 32)),
    "img/favicon.ico": ("ICO", (32, 32)),
    "img/social-card.png": ("PNG", (1200, 630)),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything built, once for the module: the fonts take seconds."""
    root = tmp_path_factory.mktemp("assets")
    build(root, portal_parts(STATIC, "Metropolia rozmawia"))
    return root


def size(root: Path, names: list[str]) -> int:
    return sum((root / name).stat().st_size for name in names)


def test_fonts_keep_to_their_budget(built: Path) -> None:
    assert size(built, POLISH) <= 36 * KILOBYTE
    assert size(built, UKRAINIAN) <= 20 * KILOBYTE


@pytest.mark.parametrize("typeface", TYPEFACES, ids=lambda typeface: typeface.slug)
@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_font_has_its_whole_alphabet(built: Path, typeface, alphabet) -> None:
    font = TTFont(BytesIO((built / typeface.output(alphabet)).read_bytes()))

    assert [letter for letter in ALPHABETS[alphabet] if ord(letter) not in font.getBestCmap()] == []


def test_alphabets_cover_what_people_write() -> None:
    everything = {letter for letters in ALPHABETS.values() for letter in letters}

    assert set("Zażółć gęślą jaźń ŻÓŁĆ „tak” – 20 €, § 3, 12°, 40 m²") <= everything
    assert set("Щастя їжачка в Ґанку, Єдність і п’ять сімей № 7 ₴") <= everything


def test_text_face_keeps_its_weights(built: Path) -> None:
    font = TTFont(BytesIO((built / "fonts/noto-sans-latin.woff2").read_bytes()))

    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [("wght", 400, 700)]


def test_style_sheet_is_one_small_file(built: Path) -> None:
    css = (built / "css/portal.css").read_bytes()

    assert b"@import" not in css
    assert b"@layer" in css
    assert len(gzip.compress(css)) <= 8 * KILOBYTE


def test_style_sheet_asks_only_for_fonts_that_are_built(built: Path) -> None:
    css = (built / "css/portal.css").read_text(encoding="utf-8")
    addresses = re.findall(r'url\("?([^")]+)"?\)', css)

    assert len(addresses) == len(TYPEFACES) * len(ALPHABETS)
    assert [address for address in addresses if not (built / "css" / address).is_file()] == []


@pytest.mark.parametrize(
    ("scripts", "kilobytes"),
    [
        (("auto-results", "search-box"), 5),
        # a survey page loads those of the questions it has; here all of them at once
        (("search-box", "survey-*", "geo-question", "proof-of-work"), 25),
    ],
)
def test_scripts_keep_to_their_budget(scripts: tuple[str, ...], kilobytes: int) -> None:
    files = [file for name in scripts for file in STATIC.glob(f"js/{name}.js")]

    assert len(files) >= len(scripts)
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= kilobytes * KILOBYTE


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_drawn(built: Path, name: str) -> None:
    with Image.open(built / name) as picture:
        assert (picture.format, picture.size) == PICTURES[name]
        assert len(picture.convert("RGB").getcolors(maxcolors=1_000_000)) > 2


def test_pages_show_the_mark_the_icons_are_drawn_from() -> None:
    template = (Path(settings.BASE_DIR) / "templates/components/brand_mark.html").read_text(encoding="utf-8")
    source = (STATIC / "img/brand-mark.svg").read_text(encoding="utf-8")

    assert re.findall(r'points="([^"]+)"', template) == re.findall(r'points="([^"]+)"', source)
    assert len(read_polygons(STATIC / "img/brand-mark.svg")) == 3


def test_second_build_does_nothing(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}

    assert build(built, portal_parts(STATIC, "Metropolia rozmawia")) == []
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


@pytest.mark.parametrize(
    ("characters", "expected"),
    [("a", "U+61"), ("abc", "U+61-63"), ("acb", "U+61-63"), ("az", "U+61,U+7A"), ("abyzą", "U+61-62,U+79-7A,U+105")],
)
def test_unicode_range(characters: str, expected: str) -> None:
    assert unicode_range(list(characters)) == expected


# --- when a part is made -------------------------------------------------------------------------------------------


class Counted:
    """A part of one file that counts how often it is made."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.times = 0

    def make(self) -> dict[str, bytes]:
        self.times += 1
        return {"folder/made.txt": self.source.read_bytes().upper()}

    def part(self, *settings: str) -> Part:
        return Part("counted", self.make, (self.source,), ("pillow",), settings)


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    source = tmp_path / "source.txt"
    source.write_text("one")
    return Counted(source)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "assets"


def test_part_is_made_once(root: Path, counted: Counted) -> None:
    assert build(root, [counted.part()]) == ["folder/made.txt"]
    assert build(root, [counted.part()]) == []
    assert counted.times == 1
    assert (root / "folder/made.txt").read_text() == "ONE"


def test_part_is_made_again_when_its_source_changes(root: Path, counted: Counted) -> None:
    build(root, [counted.part()])
    counted.source.write_text("two")

    assert build(root, [counted.part()]) == ["folder/made.txt"]
    assert (root / "folder/made.txt").read_text() == "TWO"


def test_part_is_made_again_when_a_setting_changes(root: Path, counted: Counted) -> None:
    build(root, [counted.part("name")])

    assert build(root, [counted.part("other name")]) == ["folder/made.txt"]


def test_part_is_made_again_when_a_package_changes(root: Path, counted: Counted, monkeypatch) -> None:
    build(root, [counted.part()])
    monkeypatch.setattr("cms.core.assets.parts.version", lambda _package: "99.0")

    assert build(root, [counted.part()]) == ["folder/made.txt"]


def test_part_is_made_again_when_its_file_is_gone(root: Path, counted: Counted) -> None:
    build(root, [counted.part()])
    (root / "folder/made.txt").unlink()

    assert build(root, [counted.part()]) == ["folder/made.txt"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"counted": {}}', '{"counted": 3}'])
def test_damaged_record_is_made_anew(root: Path, counted: Counted, damage: str) -> None:
    build(root, [counted.part()])
    (root / STAMPS).write_text(damage)

    assert build(root, [counted.part()]) == ["folder/made.txt"]
    assert build(root, [counted.part()]) == []


def test_failed_build_leaves_the_old_files(root: Path, counted: Counted) -> None:
    def fail() -> dict[str, bytes]:
        raise ValueError("no")

    build(root, [counted.part()])
    counted.source.write_text("two")
    broken = Part("counted", fail, (counted.source,), ())

    with pytest.raises(ValueError, match="no"):
        build(root, [broken])
    assert (root / "folder/made.txt").read_text() == "ONE"
    assert sorted(path.name for path in root.iterdir()) == [STAMPS, "folder"]


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, settings) -> Path:
    """A copy of the sources, with a place of its own for what is built."""
    shutil.copytree(STATIC, tmp_path / "static")
    settings.BASE_DIR = tmp_path
    settings.ASSETS_ROOT = tmp_path / "assets"
    return tmp_path


def test_command_says_where_the_style_sheet_is_faulty(project: Path) -> None:
    (project / "static/css/home.css").write_text(".hero { color: red }}")

    with pytest.raises(CommandError, match=r"home\.css:0:"):
        call_command("build_assets")


def test_command_says_which_package_is_missing(project: Path, monkeypatch) -> None:
    def missing(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr("cms.core.assets.parts.version", missing)

    with pytest.raises(CommandError, match="lightningcss is not installed: run `make install`"):
        call_command("build_assets")

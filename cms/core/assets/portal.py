"""The parts this portal's assets are built of."""

from pathlib import Path

from .parts import Part

HERE = Path(__file__).parent


def portal_parts(static: Path, name: str) -> list[Part]:
    """Style sheets, map, pictures and fonts, quick ones first; `name` is lettered on the social card."""
    style, mark = static / "css", static / "img" / "brand-mark.svg"
    return [
        Part(
            "stylesheet",
            make=lambda: _stylesheet(style / "site.css"),
            sources=(*_code("stylesheet"), *style.glob("*.css")),
            packages=("lightningcss",),
        ),
        Part(
            "survey stylesheet",
            make=lambda: _survey_stylesheet(style / "survey.css"),
            sources=(*_code("stylesheet"), style / "survey.css"),
            packages=("lightningcss",),
        ),
        Part("map", make=_map, sources=_code("leaflet"), packages=("xstatic-leaflet",)),
        Part(
            "pictures",
            make=lambda: _pictures(mark, name),
            sources=(*_code("pictures"), mark),
            packages=("pillow", "fontpkg-literata"),
            settings=(name,),
        ),
        Part(
            "fonts",
            make=_fonts,
            sources=_code("subsetting"),
            packages=("fontpkg-literata", "fontpkg-noto-sans", "fonttools", "brotli"),
        ),
    ]


def _code(module: str) -> tuple[Path, ...]:
    """What decides how a part looks, besides its sources."""
    return HERE / "typefaces.py", HERE / f"{module}.py"


# Imported only when there is work: these libraries take longer to load than the check that nothing has changed.
def _fonts() -> dict[str, bytes]:
    from .subsetting import make_fonts  # noqa: PLC0415  # see above

    return make_fonts()


def _stylesheet(sheet: Path) -> dict[str, bytes]:
    from .stylesheet import make_stylesheet  # noqa: PLC0415  # see above

    return make_stylesheet(sheet)


def _survey_stylesheet(sheet: Path) -> dict[str, bytes]:
    from .stylesheet import make_survey_stylesheet  # noqa: PLC0415  # see above

    return make_survey_stylesheet(sheet)


def _map() -> dict[str, bytes]:
    from .leaflet import leaflet_files  # noqa: PLC0415  # see above

    return leaflet_files()


def _pictures(mark: Path, name: str) -> dict[str, bytes]:
    from .pictures import make_pictures  # noqa: PLC0415  # see above

    return make_pictures(mark, name)

"""Leaflet, the map of geo questions, out of its Python package."""

from importlib.resources import files

SOURCE_MAP = b"//# sourceMappingURL="


def leaflet_files() -> dict[str, bytes]:
    """`leaflet/…`: the script, its style sheet and the pictures it names."""
    folder = files("xstatic.pkg.leaflet") / "data"
    pictures = {f"leaflet/images/{one.name}": one.read_bytes() for one in (folder / "images").iterdir()}
    # the source map is not delivered, and a manifest of static files refuses references that lead nowhere
    script = (folder / "leaflet.js").read_bytes().partition(SOURCE_MAP)[0]
    return {"leaflet/leaflet.js": script, "leaflet/leaflet.css": (folder / "leaflet.css").read_bytes(), **pictures}

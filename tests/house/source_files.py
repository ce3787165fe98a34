"""Which files the house rules look at."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION_PACKAGES = ("cms", "consultations", "events", "home", "search")


def python_files(*folders: str) -> list[Path]:
    """The hand-written modules below the folders; migrations are generated."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def relative(path: Path) -> str:
    """The path as a message should name it."""
    return str(path.relative_to(ROOT))

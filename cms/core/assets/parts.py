"""Building files only when what they are made of has changed."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

STAMPS = ".stamps.json"


class Stamp(TypedDict):
    """What a part was last made of, and the files it made."""

    fingerprint: str
    files: list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are made together.

    `make` returns their contents by their paths below the root. It is called only if the contents of `sources`, the
    version of one of the `packages` or one of the `settings` is not what it was.
    """

    name: str
    make: Callable[[], dict[str, bytes]]
    sources: tuple[Path, ...]
    packages: tuple[str, ...]
    settings: tuple[str, ...] = ()

    def fingerprint(self) -> str:
        """Digest of everything that decides how the files look."""
        digest = hashlib.sha256(json.dumps(self.settings).encode())
        for package in self.packages:
            digest.update(f"{package} {version(package)}\n".encode())
        for source in sorted(self.sources):
            digest.update(f"{source.name}\n".encode() + source.read_bytes())
        return digest.hexdigest()


def build(root: Path, parts: Iterable[Part]) -> list[str]:
    """Make the parts that are out of date below `root`; the paths written, none when everything was up to date."""
    stamps = read_stamps(root)
    written: list[str] = []
    for part in parts:
        fingerprint = part.fingerprint()
        if _is_current(root, stamps.get(part.name), fingerprint):
            continue
        files = part.make()
        _replace(root, files)
        stamps[part.name] = {"fingerprint": fingerprint, "files": sorted(files)}
        _replace(root, {STAMPS: json.dumps(stamps, indent=1).encode()})
        written += sorted(files)
    return written


def read_stamps(root: Path) -> dict[str, Stamp]:
    """Stamps of the last build; none when there was none, or when its record is damaged."""
    try:
        stamps = json.loads((root / STAMPS).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _is_current(root: Path, stamp: Stamp | None, fingerprint: str) -> bool:
    if not isinstance(stamp, dict) or stamp.get("fingerprint") != fingerprint:
        return False
    return all((root / name).is_file() for name in stamp["files"])


def _replace(root: Path, files: dict[str, bytes]) -> None:
    """Put whole files in place: whoever reads at the same time gets the old one or the new one."""
    root.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".build-", dir=root) as folder:
        for number, (name, content) in enumerate(files.items()):
            finished = Path(folder) / str(number)
            finished.write_bytes(content)
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            finished.replace(target)

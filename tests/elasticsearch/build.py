"""Compiles the node and fetches Elastic's jars from Maven Central, once for each state of the sources beside it."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parent
CACHE = SOURCES.parents[1] / "var" / "elasticsearch"
VERSION_IN_POM = re.compile(r"<elasticsearch\.version>(.+?)</")
# program -> Debian's package of it
JDK = "openjdk-17-jdk-headless"
TO_RUN = {"java": JDK}
TO_BUILD = {"javac": JDK, "mvn": "maven"}


class NodeError(Exception):
    """What keeps the node from being built or from running, in words for the person at the terminal."""


@dataclass(frozen=True)
class Build:
    """The sources of the node, and the folder for what comes of them: compiled classes, jars, Maven's downloads."""

    sources: Path = SOURCES
    cache: Path = CACHE

    @property
    def class_path(self) -> str:
        """For `java -cp`."""
        return f"{self._output / 'classes'}:{self._output / 'lib'}/*"

    @property
    def version(self) -> str:
        """Of Elasticsearch, like 8.15.5."""
        found = VERSION_IN_POM.search((self.sources / "pom.xml").read_text(encoding="utf-8"))
        if found is None:
            raise NodeError(f"{self.sources / 'pom.xml'} names no version of Elasticsearch")
        return found[1]

    def ensure(self) -> None:
        """Build if the sources are not those of the last build; NodeError when that fails."""
        self.cache.mkdir(parents=True, exist_ok=True)
        with _alone(self.cache / "build.lock"):
            if not self.is_current():
                self._build()

    def is_current(self) -> bool:
        """Whether the last build finished, and came from these sources."""
        return self._stamp.is_file() and self._stamp.read_text(encoding="utf-8") == self.fingerprint()

    def fingerprint(self) -> str:
        """SHA-256 of everything Maven reads; times of files do not count, a checkout changes them."""
        files = [self.sources / "pom.xml", *sorted(path for path in self.sources.glob("src/**/*") if path.is_file())]
        digest = hashlib.sha256()
        for path in files:
            digest.update(f"{path.relative_to(self.sources).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    @property
    def _output(self) -> Path:
        return self.cache / "build"

    @property
    def _stamp(self) -> Path:
        return self._output / "sources.sha256"

    def _build(self) -> None:
        command = [find_programs(TO_BUILD)["mvn"], *self._maven_options(), "compile"]
        sys.stdout.write(f"Building Elasticsearch {self.version} with Maven; the first time it loads 65 MB ...\n")
        sys.stdout.flush()
        shutil.rmtree(self._output, ignore_errors=True)
        maven = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if maven.returncode != 0:
            raise NodeError(f"Maven could not build the node:\n{maven.stdout}")
        self._stamp.write_text(self.fingerprint(), encoding="utf-8")

    def _maven_options(self) -> list[str]:
        quiet = ["--quiet", "--batch-mode", "--no-transfer-progress", "-Dstyle.color=never", "--strict-checksums"]
        places = {"maven.repo.local": self.cache / "maven", "buildDirectory": self._output}
        definitions = [f"-D{name}={path}" for name, path in places.items()]
        return [*quiet, "--file", str(self.sources / "pom.xml"), *definitions]


def find_programs(packages: dict[str, str]) -> dict[str, str]:
    """Paths of the programs, in JAVA_HOME first; NodeError naming the packages of all that are missing."""
    path, home = os.environ["PATH"], os.environ.get("JAVA_HOME")
    if home:
        path = os.pathsep.join([f"{home}/bin", path])
    found = {name: shutil.which(name, path=path) for name in packages}
    missing = [name for name, place in found.items() if place is None]
    if missing:
        cure = " ".join(packages[name] for name in missing)
        raise NodeError(f"Not found: {', '.join(missing)}. Debian, Ubuntu: apt install {cure}")
    return {name: place for name, place in found.items() if place}


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Waits for others who build at the same time."""
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield

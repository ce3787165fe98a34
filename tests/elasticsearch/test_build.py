"""When the node is built anew, and what is said when it cannot be."""

import shutil
from pathlib import Path

import pytest

from tests.elasticsearch.build import SOURCES, TO_BUILD, Build, NodeError, find_programs

LAUNCHER = "src/main/java/portal/elasticsearch/Launcher.java"


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A copy of the sources, as if built already."""
    shutil.copytree(SOURCES, tmp_path / "sources")
    build = Build(tmp_path / "sources", tmp_path / "cache")
    stamp = build.cache / "build/sources.sha256"
    stamp.parent.mkdir(parents=True)
    stamp.write_text(build.fingerprint(), encoding="utf-8")
    return build


def test_unchanged_sources_need_no_program(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(build.cache))
    (build.sources / LAUNCHER).touch()

    build.ensure()


@pytest.mark.parametrize("name", ["pom.xml", LAUNCHER, "src/main/resources/log4j2.xml"])
def test_a_changed_source_is_built(build: Build, name: str) -> None:
    path = build.sources / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert not build.is_current()


def test_python_beside_the_sources_is_none_of_them(build: Build) -> None:
    (build.sources / "node.py").unlink()

    assert build.is_current()


def test_missing_programs_are_named_with_their_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(NodeError, match=r"javac, mvn\. .*apt install openjdk-17-jdk-headless maven$"):
        find_programs(TO_BUILD)


def test_java_home_goes_before_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.touch(mode=0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert find_programs({"java": "unused"}) == {"java": str(java)}

"""Ordinary files, through the child process: their text, page by page."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from search.extraction import SUPPORTED, ExtractionError, extract, extractor
from tests.search.extraction import files

TEXT = "Zażółć gęślą jaźń – ścieżka rowerowa w Luboniu"
PARAGRAPH = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"


@pytest.fixture(scope="module")
def long_document() -> bytes:
    """Forty pages, the wanted phrase on the thirty-seventh."""
    phrase = "Budowa wiaduktu nad torami w Kobylnicy"
    return files.pdf([f"Strona {number}", phrase if number == 37 else TEXT] for number in range(1, 41))


def test_a_phrase_is_found_on_its_page(long_document):
    text = extract(BytesIO(long_document), "Projekt uchwały.PDF")

    pages = text.split("\f")
    assert len(pages) == 40
    assert [number for number, page in enumerate(pages, 1) if "wiaduktu nad torami w Kobylnicy" in page] == [37]
    assert pages[0] == f"Strona 1\n{TEXT}"


@pytest.mark.parametrize(
    ("filename", "make"),
    [
        ("a.pdf", lambda: files.pdf([[TEXT]])),
        ("a.docx", lambda: files.docx(PARAGRAPH)),
        ("a.odt", lambda: files.odt(f"<text:p>{TEXT}</text:p>")),
        ("a.txt", TEXT.encode),
    ],
)
def test_each_kind_gives_its_text(filename, make):
    assert extract(BytesIO(make()), filename) == TEXT


def test_every_supported_kind_has_a_reader():
    folder = Path(extractor.__file__).parent

    assert [kind for kind in SUPPORTED if not (folder / f"{kind}.py").is_file()] == []


@pytest.mark.parametrize("filename", ["plan.zip", "plan", "plan.pdf.exe", ".pdf", "plan.child", "../pdf"])
def test_other_kinds_are_refused_by_name(filename):
    with pytest.raises(ExtractionError) as refusal:
        extract(BytesIO(files.pdf([[TEXT]])), filename)

    assert refusal.value.reason == "unsupported"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_only_forbids_printing_is_read(algorithm):
    content = files.encrypted(files.pdf([[TEXT]]), password="", algorithm=algorithm)

    assert extract(BytesIO(content), "a.pdf") == TEXT


def test_a_file_is_read_by_path_and_left_alone(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(files.pdf([[TEXT]]))

    assert extract(path, path.name) == extract(str(path), path.name) == TEXT
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.pdf"]


def test_an_open_file_is_read_from_where_it_stands():
    stream = BytesIO(b"head" + TEXT.encode())
    stream.seek(4)

    assert extract(stream, "a.txt") == TEXT


def test_text_ends_at_the_limit(long_document):
    assert extract(BytesIO(long_document), "a.pdf", max_characters=100) == f"Strona 1\n{TEXT}\fStrona 2\n{TEXT}"[:100]


@pytest.mark.parametrize(("operations", "text"), [(1_000, "Legenda"), (100_000, "")])
def test_a_page_with_too_much_drawing_is_empty_and_the_others_are_read(operations, text):
    drawing = files.pdf_with_stream(b"BT /F 11 Tf (Legenda) Tj ET 0 0 m\n" + b"1 1 l\n" * operations)
    content = files.merged(files.pdf([["przed"]]), drawing, files.pdf([["po"]]))

    assert extract(BytesIO(content), "a.pdf") == f"przed\f{text}\fpo"


def test_a_file_without_text_gives_empty_pages():
    assert extract(BytesIO(files.pdf([[], [], []])), "skan.pdf") == "\f\f"


def test_neither_the_place_nor_the_environment_of_the_parent_matters(tmp_path, monkeypatch):
    for name in ("pypdf.py", "search.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "pypdf.py"))

    assert extract(BytesIO(files.pdf([[TEXT]])), "a.pdf") == TEXT


def test_the_child_gets_no_secrets(monkeypatch):
    given = []
    run = subprocess.run
    monkeypatch.setattr(extractor.subprocess, "run", lambda *args, **kw: given.append(kw["env"]) or run(*args, **kw))
    monkeypatch.setenv("SECRET_KEY", "secret")

    assert extract(BytesIO(TEXT.encode()), "a.txt") == TEXT
    assert [set(environment) for environment in given] == [{"PYTHONPATH"}]


def test_the_parent_loads_no_parser():
    script = (
        "import sys, search.extraction as e; print({'pypdf', 'defusedxml', 'zipfile', 'django'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(extractor.PROJECT)}
    child = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)

    assert child.stdout.strip() == "set()"

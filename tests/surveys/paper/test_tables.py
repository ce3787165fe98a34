"""Whatever file is uploaded, it is a table or refused, at a limited cost."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from consultations.surveys.paper import tables
from consultations.surveys.paper.tables import Unreadable, read_table


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(name, content):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return stream.getvalue()


READ = [
    (b"a;b\n1;2\n", [("a", "b"), ("1", "2")]),
    (b"\xef\xbb\xbfa,b\r\n1,\r\n", [("a", "b"), ("1", "")]),
    (b"a\tb\n", [("a", "b")]),
    (b'a;b\n"dwie\nlinie";"; i \xc4\x99"\n\n\n', [("a", "b"), ("dwie\nlinie", "; i ę")]),
    (workbook(["a", "b"], [None, 1], [None, None]), [("a", "b"), (None, 1)]),
]


@pytest.mark.parametrize(("content", "rows"), READ)
def test_tables_are_read(content, rows):
    assert read_table(content) == rows


SOUND = workbook(["a", "b"])
REFUSED = [
    (b"", "no_table"),
    (b"\n\n", "no_table"),
    (b'a;b\n"open', "no_table"),
    ("zażółć".encode("cp1250"), "not_utf8"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not_utf8"),  # OLE: an XLSX with a password, or an XLS
    (b"PK\x03\x04 no zip", "no_table"),
    (SOUND[: len(SOUND) // 2], "no_table"),
    (packed("hello.txt", "no sheet"), "no_table"),
]


@pytest.mark.parametrize(("content", "code"), REFUSED)
def test_other_files_are_refused(content, code):
    with pytest.raises(Unreadable) as refusal:
        read_table(content)

    assert refusal.value.code == code


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    monkeypatch.setattr(tables, "MOST_COLUMNS", 3)
    assert len(read_table(b"a\n1\n2\n")) == 3
    for content, code in (
        (b"a\n1\n2\n3\n", "too_many_rows"),
        (workbook(["a"], [1], [2], [3]), "too_many_rows"),
        (b"a;b;c;d\n", "too_many_columns"),
        (workbook(["a", "b", "c", "d"]), "too_many_columns"),
    ):
        with pytest.raises(Unreadable) as refusal:
            read_table(content)
        assert refusal.value.code == code


def test_a_file_that_unpacks_to_far_more_is_not_unpacked(monkeypatch):
    bomb = packed("xl/worksheets/sheet1.xml", b"<" * 10_000_000)
    assert len(bomb) < 20_000
    monkeypatch.setattr(tables, "MOST_UNPACKED", 9_999_999)
    with pytest.raises(Unreadable) as refusal:
        read_table(bomb)

    assert refusal.value.code == "too_large"

"""`manage.py survey_vectors`: the files of this project, files with faults, files that are none. It has no database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

VECTORS = Path(__file__).parents[1] / "vectors"
QUESTION = {"pages": [{"key": "p1", "elements": [{"key": "a", "type": "short_text", "required": True}]}]}
RULES = {"definition": QUESTION, "answers": {"a": "x"}, "visible": ["a"], "stored": {"a": "x"}}
BAD = {"pages": [{"key": "p1", "elements": [{"key": "a", "type": "nothing"}]}]}


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("survey_vectors", *arguments, stdout=out)
    return out.getvalue()


def written(folder: Path, *lines: Any) -> str:
    path = folder / "cases.jsonl"
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    )
    return str(path)


def test_our_own_files_have_no_differences():
    files = [str(VECTORS / f"{name}.jsonl") for name in ("rules", "refuse", "answers")]
    out = run(files[0], "--refuse", files[1], "--answers", files[2])

    assert out.count(" cases, 0 differences") == 3


@pytest.mark.parametrize(
    ("option", "line", "got"),
    [
        ((), {**RULES, "visible": []}, '"visible": ["a"]'),
        ((), {**RULES, "stored": {}}, '"stored": {"a": "x"}'),
        ((), {**RULES, "stored": {"a": True}}, '"stored": {"a": "x"}'),
        ((), {**RULES, "definition": BAD}, "refused: /pages/0/elements/0/type: unknown_type"),
        ((), {"definition": QUESTION}, "no `answers`"),
        ((), {"definition": QUESTION, "answers": {}}, "no `visible`"),
        ((), ["a list"], "no object"),
        ((), b"{not json", "JSONDecodeError"),
        ((), b'"\xff"', "UnicodeDecodeError"),
        ((), b"[" * 100_000, "RecursionError"),
        ((), b'{"definition": 1' + b"0" * 5000 + b"}", "ValueError"),
        (("--refuse",), {"definition": QUESTION, "why": "no reason"}, "accepted"),
        (("--refuse",), {"why": "nothing there"}, "no `definition`"),
        (("--answers",), {"definition": QUESTION, "answers": {}, "expect": "ok"}, "required"),
        (("--answers",), {"definition": QUESTION, "answers": {"a": "x"}, "expect": "required"}, "ok"),
        (
            ("--answers",),
            {"definition": QUESTION, "answers": {"a": 1, "b": 2}, "expect": "ok"},
            "unknown_key, wrong_type",
        ),
        (("--answers",), {"definition": BAD, "answers": {}, "expect": "ok"}, "refused"),
        (("--answers",), {"definition": QUESTION, "answers": {}}, "no `expect`"),
    ],
)
def test_a_difference_is_shown_with_its_line_and_fails(tmp_path, option, line, got):
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("survey_vectors", *option, written(tmp_path, b"", line), stdout=out)

    assert failed.value.returncode == 1
    assert "1 cases, 1 differences" in out.getvalue()
    assert "line 2" in out.getvalue()
    assert got in out.getvalue()


def test_only_the_first_ten_differences_are_shown(tmp_path):
    out = StringIO()
    with pytest.raises(CommandError, match="12 differences"):
        call_command("survey_vectors", written(tmp_path, RULES, *[{**RULES, "visible": []}] * 12), stdout=out)

    assert "13 cases, 12 differences" in out.getvalue()
    assert out.getvalue().count("line ") == 10


def test_a_mark_at_the_start_and_blank_lines_are_no_cases(tmp_path):
    text = b"\xef\xbb\xbf" + json.dumps(RULES).encode()

    assert "1 cases, 0 differences" in run(written(tmp_path, text, b"", b"  "))


def test_stored_may_be_left_out(tmp_path):
    assert "1 cases, 0 differences" in run(
        written(tmp_path, {key: one for key, one in RULES.items() if key != "stored"})
    )


@pytest.mark.parametrize("arguments", [(), ("/nowhere/cases.jsonl",), ("--refuse", "/nowhere/x"), ("/",)])
def test_a_file_that_cannot_be_read_ends_with_2(arguments):
    with pytest.raises(CommandError) as failed:
        call_command("survey_vectors", *arguments, stdout=StringIO())

    assert failed.value.returncode == 2

"""The floors under the relevance of every engine, measured as `manage.py search_eval` does."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PAIRS = Path(__file__).parent / "pairs"
ENGINES = ["sql", pytest.param("elastic", marks=pytest.mark.elasticsearch)]
pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluate(request, settings):
    """Runs the command for an engine; the object on its last line."""

    def run(engine: str, **options: Any) -> dict[str, Any]:
        if engine == "elastic":
            settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
        written = StringIO()
        call_command("search_eval", engine=engine, stdout=written, stderr=StringIO(), **options)
        return json.loads(written.getvalue().splitlines()[-1])["engines"][engine]

    return run


@pytest.mark.parametrize("engine", ENGINES)
def test_relevance(evaluate, engine):
    figures = evaluate(engine)
    assert figures["ndcg@10"] >= 0.9
    assert figures["zero_result_rate"] == 0
    for group, one in figures["classes"].items():
        if group == "nothing":
            assert one["rightly_nothing"] == 1
        else:
            assert one["ndcg@10"] >= 0.75, group
    for group in ("typo", "no-diacritics"):
        assert figures["classes"][group]["success@3"] >= 0.95


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("name", "lang", "least_met", "most_merged"),
    [("pl_domain", "pl", 1.0, 2), ("pl_further", "pl", 1.0, 7), ("en", "en", 0.95, 2), ("uk", "uk", 0.98, 2)],
)
def test_forms_of_words_find_each_other(evaluate, engine, name, lang, least_met, most_merged):
    figures = evaluate(engine, pairs=PAIRS / f"{name}.txt", lang=lang)
    assert figures["pairs_met"] >= least_met * figures["pairs"]
    assert figures["without_diacritics_met"] == figures["without_diacritics"]
    assert figures["false_merges"] <= most_merged


@pytest.mark.parametrize(
    ("documents", "judgements"),
    [
        ("{", "a\tb\tc\t1"),
        ('{"key": "a", "lang": "de", "title": "x"}', "a\tb\tc\t1"),
        ('{"key": "a", "lang": "pl", "title": "x", "opens_at": "wczoraj"}', "a\tb\tc\t1"),
        ('["a"]', "a\tb\tc\t1"),
        ('{"key": "a", "lang": "pl", "title": "x"}', "no tabs here"),
        ('{"key": "a", "lang": "pl", "title": "x"}', "a\tb\tc\tgood"),
    ],
)
def test_a_set_that_cannot_be_read_is_named_by_its_line(evaluate, tmp_path, documents, judgements):
    (tmp_path / "documents.jsonl").write_text(documents)
    (tmp_path / "judgements.tsv").write_text(judgements)
    with pytest.raises(CommandError, match="line 1"):
        evaluate("sql", corpus=tmp_path)


def test_another_set_with_the_least_it_may_have(evaluate, tmp_path):
    lines = [
        '{"key": "a", "lang": "pl", "title": "Park"}',
        '{"key": "b", "lang": "en", "title": "Bridge", "topic": null}',
    ]
    (tmp_path / "documents.jsonl").write_text("\n".join(lines))
    (tmp_path / "judgements.tsv").write_text("one\tparku\ta\t3\none\tbridges\tb\t2\nnone\tkosmos\t-\n")
    figures = evaluate("sql", corpus=tmp_path)
    assert (figures["ndcg@10"], figures["classes"]["none"]["rightly_nothing"]) == (1.0, 1.0)


def test_elasticsearch_without_an_address_is_said():
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("search_eval", engine="elastic", stdout=StringIO(), stderr=StringIO())

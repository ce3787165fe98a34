"""Every type of question: shown empty, refused with its message, filled again, stored, and said in words."""

import re
from html import unescape

import pytest

from consultations.surveys.models import Response

from .conftest import MakePerson
from .contents import KINDS, Kind, definition

pytestmark = pytest.mark.django_db
kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


@pytest.mark.thorough
@kinds
def test_answer_is_stored(person: MakePerson, kind: Kind) -> None:
    someone = person(definition(kind.element()))
    someone.start()
    assert "Pytanie: " in someone.text
    someone.fill(kind.form)
    assert "sprawdz" in someone.url, someone.text
    assert kind.words in someone.text
    someone.fill({})
    assert "wyslane" in someone.url
    stored = Response.objects.get().answers.get("one")
    if kind.type == "contact":
        assert stored is None  # an anonymous survey has no place for it
    elif kind.answer is not None:
        assert stored == kind.answer
    else:
        assert stored["type"] == "FeatureCollection"


@pytest.mark.thorough
@kinds
def test_empty_answer_is_asked_for(person: MakePerson, kind: Kind) -> None:
    someone = person(definition(kind.element()))
    someone.start()
    someone.fill({})
    assert someone.at.status_code == 422
    assert 'class="sum" role="alert"' in someone.text
    assert "<title>Błąd: " in someone.text or "<title>Error: " in someone.text


@pytest.mark.thorough
@kinds
def test_faulty_answer_is_refused_and_kept(person: MakePerson, kind: Kind) -> None:
    if not kind.faulty:
        return
    someone = person(definition(kind.element()))
    someone.start()
    someone.fill(kind.faulty)
    assert someone.at.status_code == 422
    assert [error.code for error in someone.at.context["visit"].checked().errors][:1] == [kind.code]
    if kind.type in ("short_text", "long_text", "number"):
        assert kind.faulty["q.one"] in someone.text
    assert Response.objects.count() == 0


@pytest.mark.thorough
@kinds
def test_filled_answer_comes_back(person: MakePerson, kind: Kind) -> None:
    someone = person(definition(kind.element()))
    someone.start()
    someone.fill(kind.form)
    kept = someone.at.context["visit"].answers
    someone.open(someone.url.replace("sprawdz/", "1/?check=1"))
    someone.fill(form_of(someone.text))
    assert someone.at.context["visit"].answers == kept


def form_of(html: str) -> dict[str, list[str]]:
    """What a browser would send of the form as it is shown."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = values.get("type") not in ("radio", "checkbox") or re.search(r"\schecked", tag)
        if values.get("name", "").startswith("q.") and ticked:
            found.setdefault(values["name"], []).append(_plain(values.get("value", "")))
    for attributes, text in re.findall(r"<textarea([^>]*)>\n(.*?)</textarea>", html, re.DOTALL):
        found[dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))["name"]] = [_plain(text)]
    for name, options in re.findall(r'<select[^>]*name="(q\.[^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        found[name] = re.findall(r'value="([^"]*)" selected', options)
    return found


def _plain(text: str) -> str:
    return unescape(text)

"""People who answer: a client without scripts that follows the forms as a browser would."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from consultations.surveys.models import SurveyPage
from tests.factories.home import SiteTree
from tests.factories.surveys import survey_page


class _Inputs(HTMLParser):
    """Hidden fields of the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input" and values.get("type") == "hidden" and values.get("name"):
            self.hidden[str(values["name"])] = values.get("value") or ""


def hidden_fields(response: HttpResponse) -> dict[str, str]:
    parser = _Inputs()
    parser.feed(response.content.decode())
    return parser.hidden


@dataclass
class Person:
    """Somebody with a browser; `at` is the page on the screen."""

    client: Client
    page: SurveyPage
    url: str = ""
    at: Any = None
    sent: dict[str, Any] = field(default_factory=dict)

    def open(self, url: str, **headers: str) -> Any:
        self.at = self.client.get(url, follow=True, headers=headers)
        self.url = self.at.redirect_chain[-1][0] if self.at.redirect_chain else url
        return self.at

    def post(self, url: str, data: Mapping[str, Any]) -> Any:
        self.at = self.client.post(url, data, follow=True, headers={"Origin": "http://testserver"})
        self.url = self.at.redirect_chain[-1][0] if self.at.redirect_chain else url
        return self.at

    def start(self, **data: Any) -> Any:
        return self.post(f"/pl/ankieta/{self.page.translation_key}/start/", data)

    def answer(self, **data: Any) -> Any:
        """Press “Continue”; `q__one` stands for the field `q.one`."""
        return self.fill({name.replace("__", "."): value for name, value in data.items()})

    def fill(self, data: Mapping[str, Any]) -> Any:
        return self.post(self.url, {**hidden_fields(self.at), **data})

    @property
    def text(self) -> str:
        return str(self.at.content.decode())


MakePerson = Callable[..., Person]


@pytest.fixture
def person(site_tree: SiteTree, client: Client) -> MakePerson:
    """Makes somebody before a new survey with this content; the form tokens of a test are never too young."""

    def make(content: Mapping[str, Any], **fields: Any) -> Person:
        return Person(client, survey_page(site_tree.home, content, **fields))

    return make

"""Reading the admin's forms the way a browser does, and sending them back."""

from itertools import count

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

from tests.factories.core import AdministratorFactory


def form_data(html: str, field: str) -> dict[str, list[str]]:
    """What the form that has `field` would send, its StreamFields empty; ValueError if the page has no such form."""
    for index in count():
        data = querydict_from_html(html, form_index=index)
        if field in data:
            return {**_empty_streams(html), **dict(data.lists())}
    raise AssertionError


def _empty_streams(html: str) -> dict[str, list[str]]:
    # scripts draw the blocks of a StreamField, so their count is not in the page
    streams = BeautifulSoup(html, "html.parser").select("[data-controller~=w-block]")
    return {f"{stream['id']}-count": ["0"] for stream in streams}


def open_form(address: str, field: str) -> dict[str, list[str]]:
    """What the form that has `field` would send if an administrator opened `address` and sent it back at once."""
    browser = Client()
    browser.force_login(AdministratorFactory())
    return form_data(browser.get(address).content.decode(), field)


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    """Messages beside each field of the form that came back; a response without a form fails the test."""
    assert response.status_code == 200, response
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def text_of(response: HttpResponse, selector: str) -> str:
    """What the elements of the page that match the CSS selector say."""
    return " ".join(
        found.get_text(" ", strip=True) for found in BeautifulSoup(response.content, "html.parser").select(selector)
    )

"""Surveys below trainings and plain pages are linked there."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from tests.factories import events, home
from tests.factories.home import SiteTree
from tests.factories.surveys import survey_page

from .everything import CLOSED, OPEN, address, everything

pytestmark = pytest.mark.django_db
PARENTS: dict[str, Callable[[SiteTree], Page]] = {
    "training": lambda tree: events.training(tree.trainings),
    "plain page": lambda tree: home.standard(tree.home),
}


@pytest.mark.parametrize("make", PARENTS.values(), ids=PARENTS)
def test_open_survey_and_results_of_a_closed_one(
    site_tree: SiteTree, client: Client, make: Callable[..., Page]
) -> None:
    parent = make(site_tree)
    opened = survey_page(parent, everything(), slug="otwarta", **OPEN)
    closed = survey_page(parent, everything(), slug="zamknieta", **CLOSED)
    shown = client.get(parent.get_url()).content.decode()

    assert f'href="{opened.get_url()}"' in shown
    assert address(opened) not in shown
    assert f'href="{address(closed)}"' in shown
    assert f'href="{closed.get_url()}"' not in shown

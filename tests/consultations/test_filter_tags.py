"""Links that take one filter away."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from consultations.templatetags.filter_tags import querystring_without

PATH = "/pl/konsultacje/"
QUERY = "status=open&status=planned&area=3064011&q=park&page=3"


@pytest.mark.parametrize(
    ("name", "value", "rest"),
    [
        ("status", "open", "status=planned&area=3064011&q=park"),
        ("status", "planned", "status=open&area=3064011&q=park"),
        ("area", "3064011", "status=open&status=planned&q=park"),
        ("q", "park", "status=open&status=planned&area=3064011"),
        ("topic", "sport", "status=open&status=planned&area=3064011&q=park"),
    ],
)
def test_one_value_goes_and_paging_starts_anew(name, value, rest):
    address = querystring_without({"request": RequestFactory().get(f"{PATH}?{QUERY}")}, name, value)

    path, query = address.split("?")
    assert path == PATH
    assert dict(QueryDict(query).lists()) == dict(QueryDict(rest).lists())


@pytest.mark.parametrize("query", ["q=park", "q=%20park%20&page=2"])
def test_last_filter_leaves_the_bare_address(query):
    assert querystring_without({"request": RequestFactory().get(f"{PATH}?{query}")}, "q", "park") == PATH

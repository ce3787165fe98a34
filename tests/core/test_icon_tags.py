"""Icons: drawn into the page, skipped by assistive technology, and a wrong name is no silent gap."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from cms.core.choices import TopicIcon
from cms.core.templatetags.icon_tags import icon


def render(source: str, **context: object) -> str:
    return Template("{% load icon_tags %}" + source).render(Context(context))


def test_icon_is_an_inline_drawing_without_a_name_of_its_own() -> None:
    html = render('{% icon "map" %}')

    assert html.startswith("<svg ")
    assert 'class="icon"' in html
    assert 'aria-hidden="true"' in html
    assert 'focusable="false"' in html
    assert 'stroke="currentColor"' in html
    assert "\n" not in html


def test_icon_takes_size_and_class() -> None:
    html = render('{% icon "map" size=32 css_class="topic-icon" %}')

    assert 'width="32" height="32"' in html
    assert 'class="icon topic-icon"' in html


def test_icon_takes_its_name_from_a_variable() -> None:
    assert render("{% icon name %}", name=TopicIcon.BUS) == icon("bus")


def test_icon_is_not_escaped_and_its_class_is() -> None:
    html = render("{% icon 'map' css_class=name %}", name='"><script>')

    assert "<script>" not in html
    assert html.startswith("<svg ")


@pytest.mark.parametrize("name", ["no-such-icon", "", "../map", "Map"])
def test_unknown_name_is_an_error_that_names_it(name: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=f"There is no Lucide icon “{name}”"):
        icon(name)


@pytest.mark.parametrize("name", TopicIcon.values)
def test_every_icon_of_a_topic_exists(name: str) -> None:
    assert icon(name).startswith("<svg ")

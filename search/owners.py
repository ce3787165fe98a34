"""Names of the objects that documents come from: `page-12`, or `surveys.survey-7` for what is no page."""

from collections.abc import Iterable

from django.db import models
from wagtail.models import Page

PAGE = "page"


def owner_of(instance: models.Model) -> str:
    """The name of an object."""
    return owner_name(type(instance), instance.pk)


def owner_name(model: type[models.Model], key: object) -> str:
    """The name of the object of `model` with this primary key; all types of pages share one numbering."""
    return f"{PAGE if issubclass(model, Page) else model._meta.label_lower}-{key}"


def grouped(owners: Iterable[str]) -> dict[str, list[str]]:
    """Primary keys by `page` or label of the model."""
    found: dict[str, list[str]] = {}
    for owner in owners:
        label, _separator, key = owner.partition("-")
        found.setdefault(label, []).append(key)
    return found

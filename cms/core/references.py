"""What stands in the way of deleting a taxonomy entry: everything that is described with it."""

from collections.abc import Iterator
from itertools import islice

from django.db import models
from django.db.models import Q
from wagtail.models import Page, RevisionMixin


def references_to(instance: models.Model, limit: int) -> list[models.Model]:
    """Up to `limit` objects that point at `instance`, drafts of pages included.

    Django's PROTECT knows foreign keys of saved rows only: it lets a topic go from under its consultations
    (many-to-many) and an organiser from under a draft.
    """
    return list(islice(_referring(instance, limit), limit))


def _referring(instance: models.Model, limit: int) -> Iterator[models.Model]:
    for relation in _relations(instance):
        model = relation.related_model
        condition = Q(**{relation.field.name: instance})
        if issubclass(model, RevisionMixin) and not relation.many_to_many:
            condition |= Q(**{f"latest_revision__content__{relation.field.name}": instance.pk})
        if issubclass(model, Page):
            condition &= Q(alias_of=None)  # a copy that waits for its translation follows its source
        yield from model._base_manager.filter(condition)[:limit]


def _relations(instance: models.Model) -> list[models.ForeignObjectRel]:
    """Relations from other models, those without a name (related_name="+") too; link tables say nothing to people."""
    found = instance._meta.get_fields(include_hidden=True)
    reverse = [field for field in found if isinstance(field, models.ForeignObjectRel)]
    return [relation for relation in reverse if not relation.related_model._meta.auto_created]

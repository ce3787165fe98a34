"""Foreign keys follow the layer order: a string like "home.HomePage" is a dependency that no import shows."""

from collections.abc import Iterable

from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from tests.house.layers import ALLOWED_REFERENCES


def references_against_the_order(found: Iterable[type[models.Model]]) -> list[str]:
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in found
        for field in own_relations(model)
        if not may_refer(model._meta.app_label, field.related_model._meta.app_label)
    ]


def own_relations(model: type[models.Model]) -> list[models.Field]:
    """The relations the model declares itself; the reverse side belongs to the other model."""
    fields = [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]
    return [field for field in fields if isinstance(field.related_model, type)]  # a generic key names no model


def may_refer(label: str, other: str) -> bool:
    return other not in ALLOWED_REFERENCES or other in ALLOWED_REFERENCES[label] | {label}


def our_models() -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.app_label in ALLOWED_REFERENCES]


def test_relations_follow_the_layer_order():
    assert references_against_the_order(our_models()) == []


def test_a_relation_against_the_order_is_found():
    """A model of the kernel pointing at a page of `home`; never registered, so no other test meets it."""

    class Misplaced(models.Model):  # noqa: DJ008  # nobody ever sees an instance
        front_page = models.ForeignKey(apps.get_model("home", "HomePage"), models.CASCADE, related_name="+")

        class Meta:
            app_label = "core"
            apps = Apps()

    assert references_against_the_order([Misplaced]) == ["core.Misplaced.front_page -> home.HomePage"]

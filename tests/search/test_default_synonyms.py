"""What a new portal starts with."""

from importlib import import_module

import pytest
from django.apps import apps

from search.models import SynonymSet
from search.synonyms import default_lines

migration = import_module("search.migrations.0003_default_synonyms")


def test_every_line_is_valid_and_stands_there_once(db):
    SynonymSet.objects.all().delete()
    for line in default_lines():
        row = SynonymSet(expressions=line)
        row.full_clean()
        row.save()
        assert row.expressions == line

    assert SynonymSet.objects.count() == len(default_lines()) > 100


@pytest.mark.parametrize("times", [1, 2])
def test_the_migration_brings_them_and_spares_what_is_there(db, times):
    SynonymSet.objects.all().delete()
    SynonymSet.objects.create(expressions=default_lines()[0], note="nasze")
    for _time in range(times):
        migration.add(apps, None)

    assert SynonymSet.objects.count() == len(default_lines())
    assert SynonymSet.objects.get(expressions=default_lines()[0]).note == "nasze"

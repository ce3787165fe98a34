"""Migrations say by their names what they do, and depend only on apps below their own."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.house.layers import ALLOWED_REFERENCES


@pytest.fixture(scope="module")
def migrations():
    loader = MigrationLoader(connection=None)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in ALLOWED_REFERENCES}


def test_every_app_of_ours_is_in_the_layer_order():
    root = Path(__file__).resolve().parents[2]
    ours = {
        config.label
        for config in apps.get_app_configs()
        if root in Path(config.path).parents and ".venv" not in Path(config.path).parts
    }

    assert ours == set(ALLOWED_REFERENCES)


def test_migrations_are_named_for_what_they_do(migrations):
    generated = [f"{label}.{name}" for label, name in migrations if "_auto_" in name]

    assert generated == []


def test_migrations_depend_only_on_apps_below(migrations):
    upward = [
        f"{label}.{name} depends on {dependency[0]}"
        for (label, name), migration in migrations.items()
        for dependency in migration.dependencies
        if dependency[0] in ALLOWED_REFERENCES and dependency[0] not in ALLOWED_REFERENCES[label] | {label}
    ]

    assert upward == []

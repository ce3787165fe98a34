"""Migrations say by their names what they do, and depend only on apps below their own."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.db.migrations import Migration

from tests.house.layers import ALLOWED_REFERENCES


def our_migrations() -> Iterator[tuple[str, str, Migration]]:
    """App label, name and class; read one by one, since Django's loader would run other packages' files too."""
    for label in ALLOWED_REFERENCES:
        package = import_module(f"{apps.get_app_config(label).name}.migrations")
        for module in iter_modules(package.__path__):
            yield label, module.name, import_module(f"{package.__name__}.{module.name}").Migration


def test_every_app_of_ours_is_in_the_layer_order():
    root = Path(__file__).resolve().parents[2]
    ours = {
        config.label
        for config in apps.get_app_configs()
        if root in Path(config.path).parents and ".venv" not in Path(config.path).parts
    }

    assert ours == set(ALLOWED_REFERENCES)


def test_migrations_are_named_for_what_they_do():
    generated = [f"{label}.{name}" for label, name, _migration in our_migrations() if "_auto_" in name]

    assert generated == []


def test_migrations_depend_only_on_apps_below():
    upward = [
        f"{label}.{name} depends on {other}"
        for label, name, migration in our_migrations()
        for other, _name in migration.dependencies
        if other in ALLOWED_REFERENCES and other not in ALLOWED_REFERENCES[label] | {label}
    ]

    assert upward == []

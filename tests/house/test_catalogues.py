"""Every message has its text in every language; whether the catalogues have every message, `make lint` checks."""

import polib
import pytest
from django.conf import settings

from cms.core.catalogues import catalogue_faults, catalogue_paths, message_keys
from tests.house.source_files import ROOT

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def load(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def test_every_language_has_a_catalogue():
    assert [path.parent.parent.name for path in catalogue_paths(ROOT / "locale")] == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete(language):
    assert list(catalogue_faults(load(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_have_the_same_messages(language):
    assert message_keys(load(language)) == message_keys(load(settings.LANGUAGE_CODE))

"""The faults that a message catalogue can have, and its compilation."""

import gettext
import os
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cms.core.catalogues import catalogue_faults, compile_catalogue, message_keys
from cms.core.management.commands.makemessages import fill_from_source, tidy_header

POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


def catalogue(*entries: polib.POEntry, plural_forms: str = POLISH) -> polib.POFile:
    found = polib.POFile()
    found.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": plural_forms}
    found.extend(entries)
    return found


def places(one: str, few: str, many: str) -> polib.POEntry:
    return polib.POEntry(
        msgid="%(count)d place", msgid_plural="%(count)d places", msgstr_plural={0: one, 1: few, 2: many}
    )


@pytest.fixture
def polish_file(tmp_path) -> Path:
    path = tmp_path / "pl" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue(polib.POEntry(msgid="Search", msgstr="Szukaj")).save(str(path))
    return path


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Search"), "not translated: 'Search'"),
        (polib.POEntry(msgid="Search", msgstr="Szukaj", flags=["fuzzy"]), "fuzzy: 'Search'"),
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Witaj"), "other placeholders than the source: 'Hello %(name)s'"),
        (
            polib.POEntry(msgid="Hello {name}", msgstr="Witaj {nazwa}"),
            "other placeholders than the source: 'Hello {name}'",
        ),
        (
            polib.POEntry(msgid="%d page", msgid_plural="%d pages", msgstr_plural={0: "%d strona", 1: "%d strony"}),
            "2 plural forms instead of 3: '%d page'",
        ),
        (
            places("%(count)d miejsce", "%(count)d miejsca", "miejsc"),
            "plural form 2 has other placeholders than the source: '%(count)d place'",
        ),
    ],
)
def test_fault_is_named(entry, fault):
    assert list(catalogue_faults(catalogue(entry))) == [fault]


def test_missing_plural_forms_are_a_fault():
    assert list(catalogue_faults(catalogue(plural_forms=""))) == ["the header has no Plural-Forms"]


def test_sound_and_obsolete_messages_have_no_fault():
    sound = [
        polib.POEntry(msgid="Hello %(name)s", msgstr="Witaj %(name)s"),
        places("%(count)d miejsce", "%(count)d miejsca", "%(count)d miejsc"),
        polib.POEntry(msgid="Gone", obsolete=True),
    ]

    assert list(catalogue_faults(catalogue(*sound))) == []


def test_singular_may_leave_the_number_out_where_the_source_does():
    entry = polib.POEntry(
        msgid="one place", msgid_plural="%d places", msgstr_plural={0: "jedno miejsce", 1: "%d miejsca", 2: "%d miejsc"}
    )

    assert list(catalogue_faults(catalogue(entry))) == []


def test_message_is_known_by_context_too():
    one = polib.POEntry(msgid="Open", msgctxt="status", msgstr="Trwające")
    other = polib.POEntry(msgid="Open", msgctxt="button", msgstr="Otwórz")

    assert len(message_keys(catalogue(one, other))) == 2


def test_compiled_catalogue_is_read_by_gettext(polish_file):
    compiled = compile_catalogue(polish_file)

    with compiled.open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Search") == "Szukaj"
    assert list(polish_file.parent.glob("*.tmp")) == []


def test_current_catalogue_is_not_compiled_again(polish_file):
    compiled = compile_catalogue(polish_file)

    assert compile_catalogue(polish_file) is None

    later = compiled.stat().st_mtime + 10
    os.utime(polish_file, (later, later))
    assert compile_catalogue(polish_file) == compiled


def test_command_names_the_file_it_cannot_compile(polish_file, settings):
    settings.LOCALE_PATHS = [polish_file.parents[2]]
    polish_file.write_text('msgid "Search"\nnonsense\n', encoding="utf-8")

    with pytest.raises(CommandError, match=str(polish_file)):
        call_command("compile_catalogues")


def test_command_makes_new_texts_visible_in_its_own_process(polish_file, settings):
    settings.LOCALE_PATHS = [polish_file.parents[2]]
    output = StringIO()

    call_command("compile_catalogues", stdout=output)

    with translation.override("pl"):
        assert translation.gettext("Search") == "Szukaj"
    assert "pl" in output.getvalue()


def test_english_fills_itself():
    entries = [polib.POEntry(msgid="Search"), polib.POEntry(msgid="%d page", msgid_plural="%d pages")]
    english = catalogue(*entries, plural_forms="nplurals=2; plural=(n != 1);")

    fill_from_source(english)

    assert list(catalogue_faults(english)) == []


def test_header_keeps_only_what_does_not_change():
    extracted = catalogue(polib.POEntry(msgid="Search", msgstr="Szukaj"))
    extracted.metadata["POT-Creation-Date"] = "2026-11-22 10:00+0100"

    tidy_header(extracted, "pl")

    assert extracted.metadata["Language"] == "pl"
    assert extracted.metadata["Plural-Forms"] == POLISH
    assert "POT-Creation-Date" not in extracted.metadata

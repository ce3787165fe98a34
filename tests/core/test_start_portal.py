"""`make run`: which steps it takes, and what it says."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from wagtail.models import Site

from cms.core.management.commands import start_portal
from cms.core.management.commands.show_welcome import DemoLogin, read_logins


@pytest.fixture
def called(monkeypatch) -> list[str]:
    """The commands that start_portal calls, none of them carried out."""
    names: list[str] = []
    monkeypatch.setattr(start_portal, "call_command", lambda name, *_args, **_options: names.append(name))
    return names


@pytest.fixture
def serving(monkeypatch) -> list[tuple[tuple[str, ...], dict[str, bool]]]:
    """What the development server was asked for; the other commands do nothing."""
    found = []

    def record(name, *args, **options):
        if name == "runserver":
            found.append((args, options))

    monkeypatch.setattr(start_portal, "call_command", record)
    monkeypatch.setattr(start_portal, "has_unapplied_migrations", lambda: False)
    return found


def test_migrates_before_loading_demo_content(called, monkeypatch):
    monkeypatch.setattr(start_portal, "has_unapplied_migrations", lambda: True)

    start_portal.prepare()

    assert called == ["build_assets", "compile_catalogues", "migrate", "load_demo"]


@pytest.mark.django_db
def test_current_database_is_not_migrated_again(called):
    start_portal.prepare()

    assert "migrate" not in called


@pytest.mark.django_db
def test_serves_this_machine_only(serving):
    call_command("start_portal", "8123")

    assert serving == [(("127.0.0.1:8123",), {"use_reloader": False, "insecure_serving": True})]
    assert Site.objects.get(is_default_site=True).root_url == "http://127.0.0.1:8123"


def test_restarted_server_does_not_prepare_again(called, monkeypatch):
    monkeypatch.setenv(DJANGO_AUTORELOAD_ENV, "true")

    call_command("start_portal", reload=True)

    assert called == ["runserver"]


def test_welcome_names_addresses_and_log_ins(settings, tmp_path):
    settings.VAR_DIR, settings.BASE_URL = tmp_path, "http://127.0.0.1:8123"
    (tmp_path / "demo-logins.txt").write_text("anna\tsesame\tadministrator\n", encoding="utf-8")
    output = StringIO()

    call_command("show_welcome", stdout=output)

    for text in ("http://127.0.0.1:8123/pl/", "/admin/", "/api/v2/pages/", "anna", "sesame", "administrator"):
        assert text in output.getvalue()


def test_welcome_without_demo_content_says_how_to_get_an_account(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    output = StringIO()

    call_command("show_welcome", stdout=output)

    assert "createsuperuser" in output.getvalue()


def test_incomplete_lines_of_the_log_in_file_are_left_out(tmp_path):
    path = tmp_path / "demo-logins.txt"
    path.write_text("anna\tsesame\tadministrator\n\nbroken\n", encoding="utf-8")

    assert read_logins(path) == [DemoLogin("anna", "sesame", "administrator")]

"""No container engine runs where the tests do, so what can be checked by reading is checked here."""

import re

import pytest
import yaml

from tests.house.source_files import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE_TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
NATIVE = (ROOT / ".ci/production").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def test_ci_runs_every_command_of_the_image():
    commands = re.findall(r"manage\.py\W+(\w+)", DOCKERFILE + COMPOSE_TEXT)

    assert commands
    assert [command for command in commands if f"manage.py {command}" not in NATIVE] == []
    assert "cms.health_probe" in NATIVE
    assert "gunicorn cms.wsgi:application" in NATIVE


def test_image_runs_without_root_and_checks_its_health():
    final_stage = DOCKERFILE.rsplit("FROM ", 1)[1]

    assert re.search(r"^USER portal$", final_stage, re.MULTILINE)
    assert "HEALTHCHECK" in final_stage


def test_image_is_built_in_stages_from_the_oldest_python():
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["python:3.11-slim-bookworm"] * 2


def test_starting_does_not_migrate():
    start = [line for line in DOCKERFILE.splitlines() if line.startswith(("CMD", "ENTRYPOINT"))]

    assert len(start) == 1
    assert "migrate" not in start[0]


@pytest.mark.parametrize("service", sorted(COMPOSE["services"]))
def test_every_service_has_a_health_check_or_none_on_purpose(service):
    # web has the image's own
    assert service == "web" or "healthcheck" in COMPOSE["services"][service]


def test_compose_has_no_password_of_its_own():
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET_KEY)\w*)([^}]*)\}", COMPOSE_TEXT)

    assert secrets
    assert [name for name, rest in secrets if not rest.startswith(":?")] == []


def test_example_names_every_variable_of_compose():
    variables = set(re.findall(r"(?<!\$)\$\{(\w+)", COMPOSE_TEXT))

    assert {name for name in variables if not re.search(rf"^{name}=", EXAMPLE, re.MULTILINE)} == set()


def test_elasticsearch_is_as_old_as_its_client():
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    version = COMPOSE["services"]["elasticsearch"]["image"].split(":")[1]

    assert f"elasticsearch=={version}" in requirements

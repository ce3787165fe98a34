"""Every environment variable is documented, exemplified, and reaches the container."""

import re

import pytest
import yaml

from cms.settings.environment import env
from tests.house.source_files import ROOT

VARIABLES = sorted(env.scheme)
# the Dockerfile says where these lie
SET_BY_THE_IMAGE = {"MEDIA_ROOT", "STATIC_ROOT"}
ONLY_FOR_DEVELOPMENT = {"DEBUG"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", VARIABLES)
def test_variable_is_in_the_table(variable):
    assert f"\n| `{variable}` |" in read("docs/operations.md")


@pytest.mark.parametrize("variable", VARIABLES)
def test_variable_is_in_the_example(variable):
    assert re.search(rf"^(# )?{variable}=", read(".env.example"), re.MULTILINE)


def test_variables_reach_the_container():
    passed = set(yaml.safe_load(read("compose.yaml"))["services"]["web"]["environment"])

    assert set(VARIABLES) - SET_BY_THE_IMAGE - ONLY_FOR_DEVELOPMENT - passed == set()

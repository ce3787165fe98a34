"""The same surveys as in the tests of publishing."""

from tests.surveys.publishing.conftest import answer, publish, survey

__all__ = ["answer", "publish", "survey"]

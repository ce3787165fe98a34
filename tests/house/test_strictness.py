"""The plugin behind --no-skips."""

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
import pytest

def test_passes():
    assert True

@pytest.mark.skip(reason="no service")
def test_is_skipped():
    assert True

@pytest.mark.xfail(strict=True)
def test_is_expected_to_fail():
    assert False
"""


def run(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess(
        "-p", "tests.strictness", "-p", "no:django", "-p", "no:randomly", "-p", "no:playwright", *options
    )


def test_a_skip_fails_the_run_and_is_named(pytester):
    result = run(pytester, SKIPPING, "--no-skips")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*test_is_skipped: Skipped: no service"])


def test_a_module_that_skips_itself_fails_the_run(pytester):
    result = run(pytester, "import pytest\npytest.importorskip('no_such_module')", "--no-skips")

    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*skipped, which --no-skips forbids*"])


def test_an_expected_failure_is_no_skip(pytester):
    result = run(pytester, SKIPPING.replace('@pytest.mark.skip(reason="no service")\n', ""), "--no-skips")

    assert result.ret == pytest.ExitCode.OK


def test_without_the_option_a_skip_is_allowed(pytester):
    assert run(pytester, SKIPPING).ret == pytest.ExitCode.OK

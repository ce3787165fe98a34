"""A pytest plugin: `--no-skips` fails a run that skipped a test, since CI brings every service a test can ask for."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option."""
    parser.addoption("--no-skips", action="store_true", help="fail when any test was skipped")


def pytest_configure(config: pytest.Config) -> None:
    """Watch the reports, in the process that sees all of them."""
    if config.getoption("--no-skips") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SkippedTests(), "skipped-tests")


class SkippedTests:
    """Collects what was skipped and turns a green run red."""

    def __init__(self) -> None:
        self.reasons: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a skipped test; an expected failure is reported as skipped too, and is none."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self.reasons[report.nodeid] = _reason(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a module that skipped itself as a whole."""
        if report.skipped:
            self.reasons[report.nodeid] = _reason(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail, unless the run has failed already."""
        if self.reasons and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what was skipped and why."""
        if self.reasons:
            terminalreporter.section("skipped, which --no-skips forbids", red=True)
            for nodeid, reason in self.reasons.items():
                terminalreporter.line(f"{nodeid}: {reason}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    # a skip is reported as (file, line, reason)
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)

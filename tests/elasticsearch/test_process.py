"""Starting and ending the node's process, with a short shell script in the place of Java."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.elasticsearch.build import Build, NodeError
from tests.elasticsearch.node import Node, main


class Built(Build):
    """Nothing to compile."""

    def ensure(self) -> None:
        pass


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program that stands in for Java; sleeps until it is ended."""
    path = tmp_path / "jdk/bin/java"
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\nexec sleep 60\n")
    path.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "jdk"))
    return path


@pytest.fixture
def node(tmp_path: Path, java: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Node]:
    """A node that answers as soon as its process runs; no socket is opened."""
    monkeypatch.setattr(Node, "_is_healthy", lambda self: self.pid() is not None)
    monkeypatch.setattr(socket, "create_connection", refuse)
    node = Node(tmp_path / "home", Built())
    yield node
    node.kill()


def refuse(*_address: object, **_options: object) -> None:
    raise ConnectionRefusedError


def running_process(node: Node) -> int:
    pid = node.pid()
    assert pid is not None
    return pid


def test_it_starts_and_stops(node: Node) -> None:
    node.start(9999)
    pid = node.pid()

    assert (node.port, node.url) == (9999, "http://127.0.0.1:9999")
    assert node.stop() == pid
    assert (node.pid(), node.stop()) == (None, None)


def test_a_restart_keeps_the_port(node: Node) -> None:
    node.start(9999)
    node.kill()
    node.start()

    assert node.port == 9999


def test_another_process_with_the_noted_number_is_left_alone(node: Node) -> None:
    node.home.mkdir()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        node.pid_file.write_text(str(stranger.pid), encoding="utf-8")
        ended = node.stop()
        still_runs = stranger.poll() is None

    assert ended is None
    assert still_runs


def test_it_ends_with_its_process_however_that_ended(node: Node) -> None:
    node.start(9999)
    pid = running_process(node)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)

    assert node.pid() is None


def test_only_one_process_runs_it(node: Node) -> None:
    node.start(9999)

    with pytest.raises(NodeError, match="already runs"):
        Node(node.home, node.build).start(9998)


def test_a_failed_start_shows_the_log(node: Node, java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Node, "_is_healthy", lambda _self: False)
    java.write_text("#!/bin/sh\necho heap is too small >&2\nexit 1\n")

    with pytest.raises(NodeError, match="heap is too small"):
        node.start(9999)


@pytest.mark.parametrize(("written_by", "kept"), [(Build().version, True), ("8.14.0", False)])
def test_data_of_another_version_go(node: Node, written_by: str, kept: bool) -> None:
    data = node.home / "data/nodes"
    data.mkdir(parents=True)
    (node.home / "version").write_text(written_by, encoding="utf-8")
    node.start(9999)

    assert data.exists() is kept
    assert (node.home / "version").read_text(encoding="utf-8") == node.build.version


def test_status_tells_by_its_exit_code(node: Node, capsys: pytest.CaptureFixture[str]) -> None:
    stopped = main(["status", "--home", str(node.home)])
    node.start(9999)
    running = main(["status", "--home", str(node.home)])

    assert (stopped, running) == (1, 0)
    assert capsys.readouterr().out == f"Elasticsearch runs on {node.url} (process {node.pid()}).\n"


def test_ctrl_c_at_the_terminal_does_not_reach_it(node: Node) -> None:
    node.start(9999)

    assert os.getsid(running_process(node)) != os.getsid(0)

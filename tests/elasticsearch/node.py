"""A real Elasticsearch node on the loopback address: start it, stop it, kill it. The rest stands in README.md.

    python3 -m tests.elasticsearch.node start --home var/elasticsearch --port 9200

Standard library only, so that it also works before anything is installed.
"""

import argparse
import fcntl
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from io import TextIOWrapper
from pathlib import Path
from typing import Self

from tests.elasticsearch.build import TO_RUN, Build, NodeError, find_programs

START_SECONDS = 120
STOP_SECONDS = 20
LOG_LINES_SHOWN = 30
# The heap: a million small documents fit. The rest as in the jvm.options of Elastic's distribution.
JVM_OPTIONS = (
    "-Xms512m",
    "-Xmx512m",
    "-XX:+ExitOnOutOfMemoryError",
    "-Dfile.encoding=UTF-8",
    "-Dio.netty.noUnsafe=true",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
)


@dataclass(frozen=True)
class Node:
    """The node whose data, log and pid file lie in the folder `home`; at most one process runs it."""

    home: Path
    build: Build = field(default_factory=Build)

    @classmethod
    def of_this_run(cls) -> Self:
        """The one `.ci/with-elasticsearch` started for this command; KeyError outside of it."""
        return cls(Path(os.environ["ELASTICSEARCH_HOME"]))

    @property
    def port(self) -> int | None:
        """The port of the last start, None before the first."""
        return int(self._port_file.read_text(encoding="utf-8")) if self._port_file.is_file() else None

    @property
    def url(self) -> str:
        """What ELASTICSEARCH_URL takes."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid_file(self) -> Path:
        """Holds the id of the process that runs or ran last."""
        return self.home / "node.pid"

    def pid(self) -> int | None:
        """Process id of the running node, None when it does not run.

        The node's process holds a lock on its pid file, and the kernel drops that lock when the process ends, however
        it ends. So a stale file, or a number that another process has got since, is never taken for the node.
        """
        if not self.pid_file.is_file():
            return None
        with self.pid_file.open(encoding="utf-8") as stream:
            text = "" if _locked(stream, fcntl.LOCK_SH) else stream.read()
        return int(text) if text else None

    def start(self, port: int | None = None) -> None:
        """Start on the port, or on that of the last start, and wait until it answers; NodeError with its log if not."""
        self.build.ensure()
        self.home.mkdir(parents=True, exist_ok=True)
        with self.pid_file.open("a+", encoding="utf-8") as lock:
            if not _locked(lock, fcntl.LOCK_EX):
                raise NodeError(f"Elasticsearch already runs in {self.home}")
            lock.truncate(0)
            self._take_port(port or self.port or 9200)
            self._drop_data_of_another_version()
            lock.write(str(self._spawn(lock)))
        try:
            self.wait()
        except NodeError:
            self.kill()
            raise

    def wait(self) -> None:
        """Wait until it answers and its indexes can be searched; NodeError with its log if that does not happen."""
        deadline = time.monotonic() + START_SECONDS
        while not self._is_healthy():
            if self.pid() is None or time.monotonic() > deadline:
                raise NodeError(f"Elasticsearch did not start. The end of {self._log_file}:\n{self._end_of_log()}")
            time.sleep(0.05)

    def stop(self) -> int | None:
        """End the process in good order; its id, None when none ran."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int | None:
        """End the process without a chance to put anything in order; its id, None when none ran."""
        return self._end(signal.SIGKILL)

    @property
    def _port_file(self) -> Path:
        return self.home / "node.port"

    @property
    def _log_file(self) -> Path:
        return self.home / "node.log"

    def _take_port(self, port: int) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            raise NodeError(f"Port {port} is taken by another program; choose one: ES_PORT=9201 make elasticsearch")
        self._port_file.write_text(str(port), encoding="utf-8")

    def _drop_data_of_another_version(self) -> None:
        """An older Elasticsearch refuses them, a newer one would change them for good; the portal can index anew."""
        mark, version = self.home / "version", self.build.version
        if mark.is_file() and mark.read_text(encoding="utf-8") != version:
            sys.stdout.write(f"Removing {self.home / 'data'}: written by another version of Elasticsearch.\n")
            shutil.rmtree(self.home / "data", ignore_errors=True)
        mark.write_text(version, encoding="utf-8")

    def _spawn(self, lock: TextIOWrapper) -> int:
        """The process id. It inherits the lock, and a session of its own: Ctrl-C at the terminal is not for it."""
        # The JVM would leave its crash report and its native library in the caller's folders
        places = [f"-XX:ErrorFile={self.home / 'crash.log'}", f"-Djna.tmpdir={self.home}"]
        launcher = ["portal.elasticsearch.Launcher", str(self.home), str(self.port)]
        command = [find_programs(TO_RUN)["java"], *JVM_OPTIONS, *places, "-cp", self.build.class_path, *launcher]
        log = (str(self._log_file), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, *log)]
        os.set_inheritable(lock.fileno(), True)
        return os.posix_spawn(
            command[0], command, os.environ, file_actions=[*files, (os.POSIX_SPAWN_DUP2, 1, 2)], setsid=True
        )

    def _end_of_log(self) -> str:
        lines = self._log_file.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES_SHOWN:])

    def _is_healthy(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=2s")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _end(self, number: signal.Signals) -> int | None:
        pid = self.pid()
        if pid is not None:
            os.kill(pid, number)
            if not self._ended_within(STOP_SECONDS):
                os.kill(pid, signal.SIGKILL)
                self._ended_within(STOP_SECONDS)
            with suppress(ChildProcessError):  # a child of another process is buried there
                os.waitpid(pid, 0)
        return pid

    def _ended_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.pid() is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True


def _locked(stream: TextIOWrapper, kind: int) -> bool:
    """Whether the lock on the file could be had; it goes when the last copy of the stream is closed."""
    try:
        fcntl.flock(stream, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(node: Node, port: int | None) -> str:
    pid = node.pid()
    if pid is None:
        began = time.monotonic()
        node.start(port)
        return f"Elasticsearch {node.build.version} answers on {node.url} after {time.monotonic() - began:.1f} s."
    if port not in {None, node.port}:
        raise NodeError(f"Elasticsearch already runs on {node.url} (process {pid}); stop it first to change its port.")
    node.wait()
    return f"Elasticsearch already runs on {node.url} (process {pid})."


def _ended(pid: int | None) -> str:
    return "No Elasticsearch runs here." if pid is None else f"Elasticsearch (process {pid}) has ended."


def _status(node: Node) -> str:
    pid = node.pid()
    if pid is None:
        raise NodeError("No Elasticsearch runs here.")
    return f"Elasticsearch runs on {node.url} (process {pid})."


COMMANDS: dict[str, Callable[[Node, int | None], str]] = {
    "start": _start,
    "stop": lambda node, _port: _ended(node.stop()),
    "kill": lambda node, _port: _ended(node.kill()),
    "status": lambda node, _port: _status(node),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; the exit code is 1 when the node could not do what was asked, or status finds none."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.elasticsearch.node", description=Node.__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--home", type=Path, required=True, help="folder of the node's data, log and pid file")
    parser.add_argument("--port", type=int, help="start: port on 127.0.0.1; else that of the last start, or 9200")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.write(f"{COMMANDS[options.command](Node(options.home.resolve()), options.port)}\n")
    except NodeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the child can no longer do once it has confined itself."""

import resource
import signal
import subprocess
import sys

import pytest

from search.extraction.extractor import PROJECT

ATTEMPTS = {
    "network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "datagram": "import socket; socket.socket(type=socket.SOCK_DGRAM)",
    "name look-up": "import socket; socket.getaddrinfo('localhost', 80)",
    "program": "import subprocess; subprocess.run(['true'])",
    "shell": "os.system('true')",
    "fork": "os.fork()",
    "secret of the machine": "open('/etc/passwd')",
    "file of the project": "open(f'{PROJECT}/pyproject.toml')",
    "file of the project by a detour": "open(f'{os.__file__}/../../../../../../..{PROJECT}/pyproject.toml')",
    "file of the project by its module": "open(confinement.__file__)",
    "new file": "open('new', 'w')",
    "removal": "os.remove('old')",
    "foreign code": "import ctypes",
}
PREPARED = f"""
import os, sys
PROJECT = {str(PROJECT)!r}
sys.path.insert(0, PROJECT)
from search.extraction import confinement
confinement.confine(seconds=%s, memory_mb=%s)
"""


def confined(script: str, *, seconds: float = 5, memory_mb: int = 512) -> subprocess.CompletedProcess[str]:
    """What becomes of the script when it runs confined."""
    source = PREPARED % (seconds, memory_mb) + script
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_no_way_leads_out(attempt):
    child = confined(f"try:\n    {attempt}\nexcept PermissionError as error:\n    print('refused:', error)")

    assert child.stdout.startswith("refused: "), child.stderr


def test_libraries_may_still_load_parts_of_themselves():
    child = confined("import encodings.cp1250, fontTools.ttLib, email.mime.text; print('loaded')")

    assert child.stdout == "loaded\n", child.stderr


def test_memory_is_limited():
    child = confined("try:\n    bytearray(300_000_000)\nexcept MemoryError:\n    print('no memory')", memory_mb=256)

    assert child.stdout == "no memory\n", child.stderr


def test_processor_time_is_limited_without_a_parent_that_watches():
    child = confined("while True: pass", seconds=0)

    assert child.returncode == -signal.SIGXCPU


def test_output_to_a_file_is_refused(tmp_path):
    path = tmp_path / "out"
    with path.open("wb") as stream:
        source = PREPARED % (5, 512) + "os.write(1, b'text')"
        child = subprocess.run([sys.executable, "-c", source], stdout=stream, stderr=subprocess.PIPE, check=False)

    assert b"File too large" in child.stderr
    assert path.read_bytes() == b""


def test_a_stricter_limit_of_the_machine_stays():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    lower = 20 if hard == resource.RLIM_INFINITY else min(hard, 20)
    source = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({lower}, {lower}))" + PREPARED % (5, 512)
    source += "print(resource.getrlimit(resource.RLIMIT_NOFILE))"
    child = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)

    assert child.stdout == f"({lower}, {lower})\n", child.stderr

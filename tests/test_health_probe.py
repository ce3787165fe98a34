"""The container's own check."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from cms.health_probe import is_healthy

# A real connection is what the probe is about; it leads to this process only.
pytestmark = pytest.mark.enable_socket


class Health(BaseHTTPRequestHandler):
    """Healthy for one host name, as Django is for those it allows."""

    def do_GET(self) -> None:
        healthy = self.path == "/health/" and self.headers["Host"] == "portal.example"
        self.send_response(200 if healthy else 400)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_healthy_when_the_portal_answers(port):
    assert is_healthy(port, "portal.example")


def test_unhealthy_when_the_portal_answers_anything_else(port):
    assert not is_healthy(port, "other.example")


def test_unhealthy_when_nobody_listens(port):
    assert not is_healthy(port=1, host="portal.example")

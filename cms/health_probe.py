"""Ask the local server whether it is healthy: `python -m cms.health_probe [PORT]`, the container's own check.

Standard library only: it runs every half minute and must not start Django for it.
"""

import os
import sys
from http.client import HTTPConnection

TIMEOUT_SECONDS = 5


def is_healthy(port: int, host: str) -> bool:
    """Whether /health/ answers 200; the host must be one the portal allows, or Django refuses the request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health/", headers={"Host": host})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def main() -> int:
    """Exit status for the container engine: 0 healthy, 1 not."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    allowed = os.environ.get("ALLOWED_HOSTS", "").split(",")
    # ".example.org" allows the domain and all below it
    return 0 if is_healthy(port, allowed[0].strip().lstrip(".") or "localhost") else 1


if __name__ == "__main__":
    sys.exit(main())

"""Development and `make run`: mail in the console, a secret key of this installation's own."""

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403  # settings modules are layered by star import, as Django's own documentation shows
from .base import SECRET_KEY
from .environment import VAR_DIR, env

# Off in `make run`, which shows the portal as residents see it, error pages included; `make develop` turns it on
DEBUG = env("DEBUG")
ALLOWED_HOSTS = ["*"]


def _own_secret_key() -> str:
    """The key of this checkout, made at the first start, so that sessions survive a restart."""
    path = VAR_DIR / "secret-key.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


SECRET_KEY = SECRET_KEY or _own_secret_key()

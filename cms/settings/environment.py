"""Every environment variable the portal reads, typed once; the table for people is in docs/operations.md."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

env = environ.Env(
    SECRET_KEY=(str, ""),
    DATABASE_URL=(str, f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"),
    ELASTICSEARCH_URL=(str, ""),
    REDIS_URL=(str, ""),
    EMAIL_URL=(str, ""),
    DEFAULT_FROM_EMAIL=(str, "konsultacje@localhost"),
    ALLOWED_HOSTS=(list, []),
    BASE_URL=(str, "http://127.0.0.1:8000"),
    MEDIA_ROOT=(str, str(VAR_DIR / "media")),
    STATIC_ROOT=(str, str(VAR_DIR / "static")),
    LOG_LEVEL=(str, "INFO"),
    HSTS_SECONDS=(int, 31_536_000),
    TRUSTED_PROXY=(bool, False),
)
env.read_env(BASE_DIR / ".env")

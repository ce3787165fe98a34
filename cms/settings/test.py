"""The test suite: fast hasher, memory for files and mail; SQLite unless DATABASE_URL says otherwise."""

from .base import *  # noqa: F403  # settings modules are layered by star import, as Django's own documentation shows
from .environment import BASE_DIR, VAR_DIR

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105  # no secret: nothing of the test run outlives it
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "assets"]
ELASTICSEARCH_URL = ""  # tests that need a node name it themselves
LOGGING = {"version": 1, "disable_existing_loggers": False}

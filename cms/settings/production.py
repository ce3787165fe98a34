"""Production: everything secret or site-specific comes from the environment; cms/core/checks.py refuses a wrong one."""

from .base import *  # noqa: F403  # settings modules are layered by star import, as Django's own documentation shows
from .base import MIDDLEWARE
from .environment import parsed

DEBUG = False
PRODUCTION = True  # turns cms/core/checks.py on
# WhiteNoise right after SecurityMiddleware; development serves static files from their sources. Pages go out
# compressed without a proxy too; Django pads them against BREACH
MIDDLEWARE = [
    MIDDLEWARE[0],
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    *MIDDLEWARE[1:],
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The admin shows the public page in a frame of its preview panel, so X-Frame-Options is SAMEORIGIN, not DENY
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the container's own probe speaks plain HTTP
SECURE_HSTS_SECONDS = parsed("HSTS_SECONDS", int, 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
if parsed("TRUSTED_PROXY", {"true": True, "false": False}.__getitem__, False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

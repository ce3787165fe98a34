"""Settings shared by development, tests and production."""

from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import (
    BASE_DIR,
    DEFAULT_DATABASE_URL,
    INVALID_VARIABLES,  # noqa: F401  # read by cms/core/checks.py through django.conf
    VAR_DIR,
    database,
    elasticsearch_address,
    env,
    export_processes,
    index_prefix,
    log_level,
    parsed,
    redis_address,
    search_engine,
)

SECRET_KEY = env("SECRET_KEY")
# Keys the digests of receipts and of who took part; it outlives a change of SECRET_KEY (see tokens.py of the surveys)
SURVEY_SECRET = env("SURVEY_SECRET")
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
BASE_URL = env("BASE_URL")

# --- Applications -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "home",
    "consultations",
    "consultations.surveys",
    "events",
    "search",
    "cms.core",
    # modeltranslation must stand before anything that imports translated models in an admin
    "modeltranslation",
    "wagtail_localize",
    # replaces wagtail.locales: adds "synchronise from" to a locale
    "wagtail_localize.locales",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "csp",
    "lucide",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.core.middleware.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database: SQLite by default, PostgreSQL by DATABASE_URL -----------------------------------------------------
SQLITE = "django.db.backends.sqlite3"
_database = parsed("DATABASE_URL", database, env.db_url_config(DEFAULT_DATABASE_URL))
DATABASES: dict[str, dict[str, Any]] = {"default": {**_database, "CONN_MAX_AGE": None}}
if _database["ENGINE"] == SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at BEGIN: two writers queue for `timeout` instead of failing half-way
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- Cache, mail, background tasks --------------------------------------------------------------------------------
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL := parsed("REDIS_URL", redis_address, ""):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
vars().update(parsed("EMAIL_URL", env.email_url_config, env.email_url_config("consolemail://")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL") or "konsultacje@localhost"

# --- Residents' search ---------------------------------------------------------------------------------------------
SEARCH_ENGINE = parsed("SEARCH_ENGINE", search_engine, "auto")  # auto: elastic where there is an address, otherwise sql
ELASTICSEARCH_URL = parsed("ELASTICSEARCH_URL", elasticsearch_address, "")
ELASTICSEARCH_INDEX_PREFIX = parsed("ELASTICSEARCH_INDEX_PREFIX", index_prefix, "konsultacje")
SEARCH_REPLICA_MAX_LAG = 1000  # documents that may wait for Elasticsearch before the database answers instead

# --- Languages and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "pl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("pl", "Polski"), ("en", "English"), ("uk", "Українська")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "pl"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("pl",)

# --- Files --------------------------------------------------------------------------------------------------------
ASSETS_ROOT = VAR_DIR / "assets"  # written by `manage.py build_assets`: bundled CSS, subset fonts, raster icons
STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT")
STATICFILES_DIRS = [BASE_DIR / "static", ASSETS_ROOT]
MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT")
EXPORTS_ROOT = env("EXPORTS_ROOT")  # exported answers of surveys; never below MEDIA_ROOT, which everybody can read
EXPORT_PROCESSES = parsed("EXPORT_PROCESSES", export_processes, "spawn")  # or "worker"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Wagtail ------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = _("Metropolia rozmawia")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILAPI_BASE_URL = BASE_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILIMAGES_IMAGE_MODEL = "core.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.forms.PortalImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.PortalDocument"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "odt",
    "ods",
    "docx",
    "xlsx",
    "csv",
    "txt",
    "zip",
    "geojson",
    "gml",
    "mp4",
    "webm",
    "vtt",
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []  # no third party is asked for anything
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = False  # staff publish in their own sections; nobody moderates them
# Milliseconds. At the default of 500, “save” often meets a draft being saved, and a new page claims its slug twice
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAILADMIN_PERMITTED_LANGUAGES = [("pl", "Polski"), ("en", "English"), ("uk", "Українська")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# The admin's own search and the index page's text filter stay on the database, whatever engine residents' search uses.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.core.search_backend", "AUTO_UPDATE": True}}
TAGGIT_CASE_INSENSITIVE = True

# --- Security -----------------------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# The public site loads nothing from anywhere else and runs no inline script or style.
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin needs inline styles and scripts; it is for signed-in staff only
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],  # the admin's preview panel shows the public page in a frame
    },
}

# --- Logging ------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"private": {"()": "cms.core.log_filters.WithoutPrivateAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private"]}},
    # a line per page made, per table of a font, per request to Elasticsearch: other records tell as much
    "loggers": {
        name: {"level": "WARNING"} for name in ("wagtail", "wagtail_localize", "fontTools", "elastic_transport")
    },
    "root": {"handlers": ["console"], "level": parsed("LOG_LEVEL", log_level, "INFO")},
}

"""Django's settings, made from Teum's own (see configuration.py for every one of them)."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from teum import configuration

PACKAGE = Path(__file__).resolve().parent
TEUM = configuration.read(os.environ)


def _secret_key() -> str:
    """The signing key: the one given, else one made on first use and kept for the owner's eyes only."""
    if TEUM.secret_key:
        return TEUM.secret_key
    keys = TEUM.data / "keys"
    file = keys / "secret_key"
    if not file.exists():
        TEUM.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = keys / f".{os.getpid()}-{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(draft, file)  # whoever is first wins; nobody ever reads a half-written key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()


PREPARE_AFTER = 3
"""How often PostgreSQL gets a statement before a connection keeps its plan."""


def _database() -> dict[str, Any]:
    where = TEUM.database
    if where.is_sqlite:
        return {
            "ENGINE": "teum.sqlite",
            "NAME": where.name,
            # tests on a file, so that threads and processes can share it
            "TEST": {"NAME": str(TEUM.data / "test.sqlite3")},
            "CONN_MAX_AGE": None,  # opening the file again for every request costs more than the request
            "OPTIONS": {
                "timeout": 20,
                # a transaction that will write says so first, and waits its turn
                "transaction_mode": "IMMEDIATE",
                # more than the statements that there are: one that was put away is read and planned anew
                "cached_statements": 1_000,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"
                    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000"
                ),
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": where.name,
        "USER": where.user,
        "PASSWORD": where.password,
        "HOST": where.host,
        "PORT": where.port,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # what is asked again and again is planned once a connection
        "OPTIONS": {
            "connect_timeout": "10",
            "server_side_binding": True,
            "prepare_threshold": PREPARE_AFTER,
            **dict(where.options),
        },
    }


def _mail() -> dict[str, Any]:
    server = TEUM.smtp_url
    if server is None:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(TEUM.data / "mail"),
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": server.port,
        "EMAIL_HOST_USER": server.user,
        "EMAIL_HOST_PASSWORD": server.password,
        "EMAIL_USE_TLS": server.tls == "starttls",
        "EMAIL_USE_SSL": server.tls == "implicit",
        "EMAIL_TIMEOUT": 20,
    }  # fmt: skip


DEBUG = TEUM.debug
SECRET_KEY = _secret_key()
BASE_URL = TEUM.base_url
ALLOWED_HOSTS = [*{"localhost", "127.0.0.1", "[::1]", urlsplit(BASE_URL).hostname or "", *TEUM.allowed_hosts}]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "teum",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "teum.web.middleware.drain",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "teum.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "teum.web.middleware.wall",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "teum.web.once.Once",  # the last, so that whoever may refuse a form has done so
]

ROOT_URLCONF = "teum.urls"
WSGI_APPLICATION = "teum.wsgi.application"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "teum.web.errors.stale_form"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            "builtins": ["teum.web.tags"],
        },
    },
]

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # shared by every process, so that a limit on attempts holds whichever of them answers
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "teum_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

AUTH_USER_MODEL = "teum.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "teum.web.account.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # members come by an invitation that was mailed to them
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = TEUM.trusted_proxies

LANGUAGE_CODE = TEUM.language
LANGUAGES = [("he", _("Hebrew")), ("en", _("English"))]
LOCALE_PATHS = sorted((PACKAGE / "locale").iterdir())  # a catalogue for each noun that brings many texts
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # moments are stored in UTC; each window is shown in the zone in which it was promised

STATIC_URL = "static/"
STATIC_ROOT = PACKAGE / "_static"
STATICFILES_DIRS: list[Path] = []
_BUILT = (STATIC_ROOT / "staticfiles.json").is_file() and not DEBUG and not TEUM.test
WHITENOISE_USE_FINDERS = not _BUILT
WHITENOISE_AUTOREFRESH = not _BUILT
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _BUILT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = TEUM.data / "files"

globals().update(_mail())
DEFAULT_FROM_EMAIL = TEUM.mail_from
SERVER_EMAIL = TEUM.mail_from

# Texts are held to lengths of their own by forms and actions; this is the wall behind them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # a tap that marks a message as sent by hand goes on to WhatsApp
        "form-action": [SELF, "https://wa.me", "https://api.whatsapp.com"],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TEUM.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if TEUM.is_https else 0
# Nobody elsewhere learns from which page a reader came. Browsers take the last that they know; no-referrer alone would
# make them hide the origin of our own forms, too.
SECURE_REFERRER_POLICY = ("no-referrer", "same-origin")
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if TEUM.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "teum.logs.Formatter"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": TEUM.log_level},
    "loggers": {
        "django": {"handlers": [], "level": TEUM.log_level, "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "django.db.backends": {"level": "WARNING"},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the proxy in front redirects to HTTPS

"""Django's settings, built from the environment."""

import gc
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from daicho.config.databases import database, mail
from daicho.config.environment import environment
from daicho.config.wiring import (
    CONTACT_MOVES,
    CONTACT_USES,
    CREDITS_OPENED,
    DOCUMENT_ADDITIONS,
    DOCUMENT_JSON,
    IN_USE,
    ITEM_USES,
    JOURNAL_TAXES,
    NOTICES,
    OPENING_DATE_MOVES,
    ORDER_SOURCING,
    OWNERS,
    REFERENCES,
    SETTLED_MOVES,
    STATEMENT_PAPER,
    TAX_BOOKKEEPING_MOVES,
)

gc.set_threshold(50_000, 10, 10)
"""Rows by the ten thousand are no garbage: looking for it every 700 objects takes a sixth of a long posting."""

_environment = environment()
_source = Path(__file__).resolve().parent.parent
_public = urlsplit(_environment.daicho_public_url)

DAICHO_HOME = _environment.daicho_home
DAICHO_PUBLIC_URL = _environment.daicho_public_url
DAICHO_RATE_LIMIT = _environment.daicho_rate_limit
DAICHO_CONTACT_MOVES = CONTACT_MOVES
DAICHO_CONTACT_USES = CONTACT_USES
DAICHO_CREDITS_OPENED = CREDITS_OPENED
DAICHO_DOCUMENT_ADDITIONS = DOCUMENT_ADDITIONS
DAICHO_DOCUMENT_JSON = DOCUMENT_JSON
DAICHO_IN_USE = IN_USE
DAICHO_ITEM_USES = ITEM_USES
DAICHO_JOURNAL_TAXES = JOURNAL_TAXES
DAICHO_OPENING_DATE_MOVES = OPENING_DATE_MOVES
DAICHO_ORDER_SOURCING = ORDER_SOURCING
DAICHO_STATEMENT_PAPER = STATEMENT_PAPER
DAICHO_TAX_BOOKKEEPING_MOVES = TAX_BOOKKEEPING_MOVES
DAICHO_NOTICES = NOTICES
DAICHO_OWNERS = OWNERS
DAICHO_REFERENCES = REFERENCES
DAICHO_SETTLED_MOVES = SETTLED_MOVES
DAICHO_MAIL_GATE = "daicho.organizations.queries.may_leave.may_leave"

SECRET_KEY = _environment.daicho_secret_key
DEBUG = _environment.daicho_debug
ALLOWED_HOSTS = ["*"] if not _environment.daicho_public_url else [_public.hostname or "*", "127.0.0.1", "localhost"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "daicho.platform",
    "daicho.identity",
    "daicho.organizations",
    "daicho.ledger",
    "daicho.taxes",
    "daicho.catalog",
    "daicho.stock",
    "daicho.contacts",
    "daicho.documents",
    "daicho.sales",
    "daicho.purchases",
    "daicho.payments",
    "daicho.closings",
    "daicho.reporting",
    "daicho.processes",
    "daicho.exchange",
]

MIDDLEWARE = [
    "daicho.platform.web.middleware.name_request",
    "daicho.faces.reflection.news",
    "django.middleware.security.SecurityMiddleware",
    "daicho.platform.middleware.WirePaths",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "daicho.faces.console.language.person_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "daicho.platform.web.middleware.tell_messages",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "daicho.config.urls"
WSGI_APPLICATION = "daicho.config.wsgi.application"
DATABASES = {"default": database(_environment.database_url, DAICHO_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_source / "faces" / "templates", _source / "platform" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "daicho.platform.web.frame.frame_context",
                "daicho.faces.console.account.mail_server",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "daicho.platform.web.tags",
            ],
        },
    },
]

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sign-in (docs/internals/identity.md). Without a mail server nobody could follow a link, so none is demanded.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "daicho.faces.console.account.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "daicho.faces.console.account.SignUpForm"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "daicho.faces.console.account.display"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if _environment.email_url else "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.daicho_trusted_proxies
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Daicho"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # with a mail server nobody unverified gets this far
# In the database, so that the counters of failed sign-ins hold over all processes and machines.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "identity_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [_source.parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DAICHO_HOME / "static"
STATICFILES_DIRS = [_source / "platform" / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "daicho.platform.web.static_files.HashedStorage"},
}
WHITENOISE_USE_FINDERS = True  # before `collect` has run, and in tests

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _public.scheme == "https"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "daicho.faces.errors.bad_token"
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Django by itself tells faults of pages only where DEBUG is on; those of the API reach the error stream anyway.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"fault": {"()": "daicho.platform.web.faults.FaultFormatter"}},
    "handlers": {"faults": {"class": "logging.StreamHandler", "formatter": "fault"}},
    "loggers": {"django.request": {"handlers": ["faults"], "level": "ERROR", "propagate": False}},
}

globals().update(mail(_environment.email_url, DAICHO_HOME))
DEFAULT_FROM_EMAIL = f"daicho@{_public.hostname or 'localhost'}"

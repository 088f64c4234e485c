"""Django's settings, all derived from `config.Config`. Nothing here reads the environment."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from thongsuot.lib import clock as _clock
from thongsuot.project import config as _config

CONFIG = _config.read()
_clock.shift(timedelta(seconds=CONFIG.demo_clock_shift))
ROOT = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = (
    "only-for-tests" if CONFIG.mode == "test" else _config.secret(CONFIG.home, "django.key")
)
LINK_SECRET = SECRET_KEY if CONFIG.mode == "test" else _config.secret(CONFIG.home, "links.key")
ALLOWED_HOSTS = [CONFIG.host] if CONFIG.mode != "test" else ["testserver", "localhost"]
CSRF_TRUSTED_ORIGINS = [CONFIG.site_url.rstrip("/")]
SITE_URL = CONFIG.site_url.rstrip("/")

ROOMS = ["work", "journal", "search", "files", "notices", "network", "facts", "releases"]
ROOMS += ["circulation", "exchange", "peers"]
DOORS = ["look", "desk", "portal", "api"]
INSTALLED_APPS = [
    *[f"thongsuot.{name}" for name in [*DOORS, *ROOMS, "project"]],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "js_asset",
    "django_prose_editor",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thongsuot.project.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thongsuot.project.middleware.viewer",
    "thongsuot.project.middleware.own_language",
    "thongsuot.project.middleware.idle_sign_out",
    "thongsuot.project.middleware.second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "thongsuot.project.middleware.privacy",
    "thongsuot.project.middleware.refusals",
]
ROOT_URLCONF = "thongsuot.project.urls"
WSGI_APPLICATION = "thongsuot.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "thongsuot.look.context.surroundings",
            ],
        },
    }
]

DATABASES = {"default": _config.database(CONFIG)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Work ------------------------------------------------------------------------------------------
WORK_ENGINE = CONFIG.work_engine
WORKER_NAME = CONFIG.worker_name

# Checks of addresses ---------------------------------------------------------------------------
VERIFIED_MONTHS = CONFIG.verified_months
ICE_SERVERS = _config.ice_servers(CONFIG)
REWRITING = _config.rewriting(CONFIG)
TONE_MARKS = CONFIG.tone_marks

# Language and time -------------------------------------------------------------------------------
LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "project" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["thongsuot.project.formats"]

# Files -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.home / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CONFIG.home / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if CONFIG.mode == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Maps are for developers' tools only; compressing them took most of the set-up's time.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "gz", "br", "woff2", "ico"]
WHITENOISE_USE_FINDERS = CONFIG.mode == "test"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Accounts ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "network.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests only: 14 times faster
    if CONFIG.mode == "test"
    else ["django.contrib.auth.hashers.ScryptPasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:enter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "thongsuot.portal.accounts.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are verified by the network room, not by sign-up
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,20/15m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIG.secure
MFA_ADAPTER = "thongsuot.portal.accounts.SecondFactor"
MFA_TOTP_ISSUER = "Thông Suốt"
IDLE_MINUTES = CONFIG.idle_minutes
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CONFIG.secure
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Headers -----------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.secure else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

# Mail: single system mails go through the notices room; circulation has its own road
EMAIL_BACKEND = "thongsuot.notices.backend.Backend"
DEFAULT_FROM_EMAIL = CONFIG.email_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "thongsuot.project.logs.CleanFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["err"], "level": CONFIG.log_level},
    "loggers": {"dbos": {"level": "WARNING"}},
}

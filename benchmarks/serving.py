"""As for people, with static files compressed and named by what they hold, but over plain http on this machine."""

from .settings import *  # noqa: F403

ROOT_URLCONF = "config.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, DEVICE_COOKIE_NAME = "sessionid", "csrftoken", "device"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

"""As for people (``config.settings.production``), but for what only a public site needs: https, and names of static files."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" * 3)
os.environ.setdefault("ALLOWED_HOSTS", "testserver")

from config.settings.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.inside.urls"
SECURE_SSL_REDIRECT = False
SECOND_FACTOR = False  # the readers who are made up for this have no telephone
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

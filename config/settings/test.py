"""For the test suite: quick passwords, mail kept in memory, static files as they lie."""

from .base import *  # noqa: F403
from .base import CACHES, DATA_DIR, TASKS, env

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = env.str("EMAIL_BACKEND_FOR_TESTS", default="django.core.mail.backends.locmem.EmailBackend")
EMAIL_FILE_PATH = env.str("EMAIL_FILES_FOR_TESTS", default=None)
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}
TASKS = {"default": TASKS["default"], "background": {"BACKEND": env.str("WORK_IN_TESTS", default=TASKS["default"]["BACKEND"])}}
MEDIA_ROOT = DATA_DIR / "test-media"
PRIVATE_ROOT = DATA_DIR / "test-private"
KEYS_ROOT = DATA_DIR / "test-keys"
SIGNING_KEY = DATA_DIR / "test-signing" / "packs.key"
DEMO_ALLOWED = True
ACCOUNT_RATE_LIMITS = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
IDLE_MINUTES = 0  # tests count queries; the one about being idle sets it

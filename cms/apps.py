from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "What we publish"

    def ready(self):
        from . import desk, editors, front, signposts  # noqa: F401 — memberships make editors from here on, and entries are shown

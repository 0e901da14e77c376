from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "Who, where, since when"

    def ready(self):
        from . import background  # noqa: F401 — what ended stands on the desk

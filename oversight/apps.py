from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "oversight"
    verbose_name = "What needs doing, and can we prove it"

    def ready(self):
        from . import background, front, waits  # noqa: F401 — packs are made by the worker, and oversight is part of the front page

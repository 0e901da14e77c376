from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    name = "competencies"
    verbose_name = "What they can do, and may they supervise"

    def ready(self):
        from . import archive, background, desk, merging, observed, supporting, timelines  # noqa: F401 — timelines follow the facts from here on

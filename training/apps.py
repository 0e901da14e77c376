from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "What they have been taught"

    def ready(self):
        from . import desk  # noqa: F401 — training has a place on the desk from here on

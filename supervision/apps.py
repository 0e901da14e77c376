from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "What supervision is planned and has happened"

    def ready(self):
        from . import closing, desk, merging  # noqa: F401 — what waits stands on the desk and in mails

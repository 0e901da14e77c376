from django.apps import AppConfig


class SupervisionOfSupervisionConfig(AppConfig):
    name = "supervisionofsupervision"
    verbose_name = "Who supports the supervisors"

    def ready(self):
        from . import desk  # noqa: F401 — holes stand on a lead's desk

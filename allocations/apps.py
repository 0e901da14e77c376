from django.apps import AppConfig


class AllocationsConfig(AppConfig):
    name = "allocations"
    verbose_name = "Who supervises whom"

    def ready(self):
        from . import desk, signing, supervising  # noqa: F401 — from here on allocations have a say in other parts

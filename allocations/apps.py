from django.apps import AppConfig


class AllocationsConfig(AppConfig):
    name = "allocations"
    verbose_name = "Who supervises whom"

    def ready(self):
        from . import signing  # noqa: F401 — allocations have a say in who signs whom from here on

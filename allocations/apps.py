from django.apps import AppConfig


class AllocationsConfig(AppConfig):
    name = "allocations"
    verbose_name = "Who supervises whom"

    def ready(self):
        from . import desk, signing  # noqa: F401 — from here on allocations have a say in who signs whom, and a place on the desk

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "What comes in, and what goes out"

    def ready(self):
        from . import background, desk  # noqa: F401 — the worker looks through and applies imports; records wait to be made one

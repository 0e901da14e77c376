from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "signing"
    verbose_name = "Who signs what they can do"

    def ready(self):
        from . import desk, standing  # noqa: F401 — from here on others know what waits to be signed, and what is sealed

from django.apps import AppConfig


class ReflectionConfig(AppConfig):
    name = "reflection"

    def ready(self) -> None:
        from . import archive, desk, merging  # noqa: F401

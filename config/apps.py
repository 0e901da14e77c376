from django.apps import AppConfig


class SolidGroundConfig(AppConfig):
    name = "config"
    label = "config"
    verbose_name = "Solid Ground"

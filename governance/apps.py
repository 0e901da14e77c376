from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Who may, who did"

    def ready(self):
        from django.urls import register_converter

        from .converters import Code, DayConverter

        register_converter(Code, "code")
        register_converter(DayConverter, "day")

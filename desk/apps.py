from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "What somebody finds when they come in, and the page of a person"

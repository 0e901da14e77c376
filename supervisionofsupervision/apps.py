from django.apps import AppConfig


class SupervisionOfSupervisionConfig(AppConfig):
    name = "supervisionofsupervision"
    verbose_name = "Who supports the supervisors"

"""To which service records belong: what the inner class ``Access`` of a model is made from, where one of these is true."""

from django.db.models import Q


class OfNoService:
    """What is somebody's own, or the whole country's: no role in a service opens it."""

    own: object = ""

    @staticmethod
    def in_services(services, on) -> Q:
        return Q(pk__in=())


class OfItsService:
    """What belongs to its ``service`` for good."""

    own: object = ""

    @staticmethod
    def in_services(services, on) -> Q:
        return Q(service__in=services)

"""To which service records belong: of record, or where the person works. What the inner class ``Access`` of a model is made
from, where one of these is true."""

from django.db.models import Q

NOBODY = "no service: theirs alone, or the whole country's"
OF_RECORD = "the service in which it was made, for good"
WITH_THE_PERSON = "where the person works, now or to come"
BOTH = "the service in which it was made, and where the person works"


class OfNoService:
    """What is somebody's own, or the whole country's: no role in a service opens it."""

    belongs = NOBODY
    own: object = ""

    @staticmethod
    def in_services(services, on) -> Q:
        return Q(pk__in=())


class OfWhereRecorded:
    """What belongs for good to the service that recorded it, wherever the people in it work since. For facts."""

    belongs = OF_RECORD
    own: object = ""

    @staticmethod
    def in_services(services, on) -> Q:
        return Q(recorded_in__in=services)


class OfItsService:
    """What belongs to its ``service`` for good."""

    belongs = OF_RECORD
    own: object = ""

    @staticmethod
    def in_services(services, on) -> Q:
        return Q(service__in=services)

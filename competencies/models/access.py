from django.db.models import Q


class ForTheCountry:
    """Access to what belongs to nobody and to no service: standards and frameworks."""

    own = ""

    @staticmethod
    def in_services(services, on) -> Q:
        return Q(pk__in=())

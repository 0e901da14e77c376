from .courses import Booked, OfferedEdition, Refresher, booked, my_places, refreshers, runs, staff_places, to_decide
from .evidence import KINDS, REFUSED, SentCertificate, asked_back, certificates_of, mine, sent, to_verify

__all__ = [
    "KINDS",
    "REFUSED",
    "Booked",
    "OfferedEdition",
    "Refresher",
    "SentCertificate",
    "asked_back",
    "booked",
    "certificates_of",
    "mine",
    "my_places",
    "refreshers",
    "runs",
    "sent",
    "staff_places",
    "to_decide",
    "to_verify",
]  # fmt: skip

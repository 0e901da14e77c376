from .courses import Booked, Refresher, Run, booked, my_places, refreshers, runs, staff_places, to_decide
from .evidence import KINDS, REFUSED, Sent, asked_back, certificates_of, mine, sent, to_verify

__all__ = [
    "KINDS", "REFUSED", "Booked", "Refresher", "Run", "Sent", "asked_back", "booked", "certificates_of", "mine", "my_places", "refreshers", "runs",
    "sent", "staff_places", "to_decide", "to_verify",
]  # fmt: skip

"""Deciding who supervises whom."""

from governance.refusal import Refused as Refused

from .apart import keep_apart as keep_apart
from .apart import no_longer_apart as no_longer_apart
from .pairs import allocate as allocate
from .pairs import end_allocation as end_allocation
from .plans import Approved as Approved
from .plans import Line as Line
from .plans import approve_plan as approve_plan

"""Deciding who supervises whom."""

from governance.refusal import Refused as Refused

from .apart import keep_apart as keep_apart
from .apart import no_longer_apart as no_longer_apart
from .contracts import carry_over as carry_over
from .contracts import draft_again as draft_again
from .contracts import draft_group as draft_group
from .contracts import publish_template as publish_template
from .contracts import sign_contract as sign_contract
from .contracts import write_needs as write_needs
from .contracts import write_offers as write_offers
from .pairs import allocate as allocate
from .pairs import end_allocation as end_allocation
from .plans import Approved as Approved
from .plans import Line as Line
from .plans import approve_plan as approve_plan

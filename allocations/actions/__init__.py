"""Deciding who supervises whom."""

from governance.refusal import Refused as Refused

from .agreeing import agree_meeting as agree_meeting
from .agreeing import plan_as_agreed as plan_as_agreed
from .agreeing import talk_through as talk_through
from .apart import keep_apart as keep_apart
from .apart import no_longer_apart as no_longer_apart
from .capacity import decide_absence as decide_absence
from .capacity import set_job_plan as set_job_plan
from .changes import ask_for_change as ask_for_change
from .changes import keep_together as keep_together
from .changes import read_change as read_change
from .changes import say_talked as say_talked
from .changes import withdraw_change as withdraw_change
from .changes import withdraw_change_in_error as withdraw_change_in_error
from .clauses import draft_clauses as draft_clauses
from .clauses import publish_clauses as publish_clauses
from .contracts import carry_over as carry_over
from .contracts import draft_again as draft_again
from .contracts import draft_all_contracts as draft_all_contracts
from .contracts import draft_contracts as draft_contracts
from .contracts import draft_for_series as draft_for_series
from .contracts import draft_group as draft_group
from .contracts import publish_template as publish_template
from .contracts import sign_contract as sign_contract
from .contracts import write_needs as write_needs
from .contracts import write_offers as write_offers
from .history import open_history as open_history
from .pairs import Aside as Aside
from .pairs import allocate as allocate
from .pairs import end_allocation as end_allocation
from .pairs import set_aside_again as set_aside_again
from .plans import Approved as Approved
from .plans import PlanLine as PlanLine
from .plans import approve_plan as approve_plan
from .telling import tell_what_waits as tell_what_waits

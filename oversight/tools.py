"""What a service offers whoever looks after it: a card for each page, with a line on what it answers."""

from dataclasses import dataclass

from django.urls import reverse

from governance.access import may
from governance.policy import Action
from people.models import Person, Service


@dataclass(frozen=True, slots=True)
class ToolCard:
    title: str
    line: str
    href: str


TOOLS = (
    ("Service overview", "Everything that needs attention, by name", "oversight:desk"),
    ("Allocations", "Who supervises whom, and who can take someone", "allocations:service"),
    ("Supervision of supervision", "Groups for supervisors, and who has none", "supervisionofsupervision:service"),
    ("Register of supervisors", "Who can supervise, until when, and what is missing", "oversight:register"),
    ("Service indicators", "Ten figures with targets and thirteen months", "oversight:indicators"),
    ("Year ahead", "Is there enough supervision month by month", "oversight:forecast"),
    ("Missing records", "Gaps to close before an audit", "oversight:gaps"),
    ("Any day", "Who supervised whom on a day in the past", "allocations:days"),
    ("Reflection and wellbeing", "How many use the tools, without names", "reflections:service"),
    ("Evidence packs", "Proof for a period, to check offline", "oversight:packs"),
    ("Auditors’ visits", "Open records to an auditor for some days", "oversight:visits"),
)
LOG = ("Who did what", "Every change with its author", "oversight:log")


def tools_of(service: Service, reader: Person) -> list[ToolCard]:
    """Those that the reader may open."""
    tools = [*TOOLS, *([LOG] if may(reader, Action.READ_LOG, service) else [])]
    return [ToolCard(title, line, reverse(name, args=[service.code])) for title, line, name in tools]

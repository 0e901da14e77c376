from .audit import AuditEntry
from .fact import Fact, FactQuerySet, guards_of_a_fact
from .grant import Grant
from .published import PublishedVersion, guards_of_a_version
from .sent import Sent

__all__ = [
    "AuditEntry",
    "Fact",
    "FactQuerySet",
    "Grant",
    "PublishedVersion",
    "Sent",
    "guards_of_a_fact",
    "guards_of_a_version",
]

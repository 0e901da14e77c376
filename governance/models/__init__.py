from .audit import AuditEntry
from .fact import Fact, FactQuerySet, guards_of_a_fact
from .grant import Grant
from .sent import Sent

__all__ = ["AuditEntry", "Fact", "FactQuerySet", "Grant", "Sent", "guards_of_a_fact"]

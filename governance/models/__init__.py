from .audit import AuditEntry
from .fact import Fact, FactQuerySet
from .grant import Grant

__all__ = ["AuditEntry", "Fact", "FactQuerySet", "Grant"]

from .audit import AuditEntry
from .fact import Fact, FactQuerySet
from .grant import Grant
from .sent import Sent

__all__ = ["AuditEntry", "Fact", "FactQuerySet", "Grant", "Sent"]

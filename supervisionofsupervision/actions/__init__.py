from governance.refusal import Refused

from .groups import Decided, approve_groups, begin_group, replace_leader

__all__ = ["Decided", "Refused", "approve_groups", "begin_group", "replace_leader"]

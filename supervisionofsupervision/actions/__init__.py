from governance.refusal import Refused

from .groups import GroupDecision, approve_groups, begin_group, replace_leader

__all__ = ["GroupDecision", "Refused", "approve_groups", "begin_group", "replace_leader"]

from governance.refusal import Refused

from .correcting import Correction, NotAccepted, correct_fact, put_fact_back, withdraw_fact
from .importing import (
    NotApplied,
    apply_upload,
    export_everything,
    export_service,
    import_everything,
    look_through,
    receive,
    withdraw_everything,
)
from .merging import agree_merge, change_number, decline_merge, merge_people, propose_merge

__all__ = [
    "Correction",
    "NotAccepted",
    "NotApplied",
    "Refused",
    "agree_merge",
    "apply_upload",
    "change_number",
    "correct_fact",
    "decline_merge",
    "export_everything",
    "export_service",
    "import_everything",
    "look_through",
    "merge_people",
    "propose_merge",
    "put_fact_back",
    "receive",
    "withdraw_everything",
    "withdraw_fact",
]

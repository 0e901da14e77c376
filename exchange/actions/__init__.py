from governance.refusal import Refused

from .correcting import Correction, NotAccepted, correct_fact, put_fact_back, withdraw_fact
from .files_of_rows import NotApplied
from .importing import export_everything, export_service, import_everything
from .merging import agree_merge, change_number, decline_merge, merge_people, propose_merge
from .second_factor import agree_factor_reset, ask_factor_reset, decline_factor_reset, reset_second_factor
from .uploads import apply_upload, look_through, receive
from .withdrawing import withdraw_everything

__all__ = [
    "Correction",
    "NotAccepted",
    "NotApplied",
    "Refused",
    "agree_factor_reset",
    "agree_merge",
    "apply_upload",
    "ask_factor_reset",
    "change_number",
    "correct_fact",
    "decline_factor_reset",
    "decline_merge",
    "export_everything",
    "export_service",
    "import_everything",
    "look_through",
    "merge_people",
    "propose_merge",
    "put_fact_back",
    "receive",
    "reset_second_factor",
    "withdraw_everything",
    "withdraw_fact",
]

from governance.refusal import Refused

from .packs import make_pack
from .visits import activate_visit, invite_auditor, note_looking

__all__ = ["Refused", "activate_visit", "invite_auditor", "make_pack", "note_looking"]

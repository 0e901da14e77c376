from governance.refusal import Refused

from .certificates import issue_certificate
from .drafts import change_draft, publish_draft, read_draft, save_draft, start_draft
from .ending import tell_what_ends
from .frameworks import bring_framework, publish_framework_draft
from .observations import ObservedSession, note_not_observed, record_observation
from .publishing import publish_framework, publish_standard
from .strengths import put_recognition_forward
from .waivers import agree_waiver, decline_waiver, propose_waiver

__all__ = [
    "ObservedSession",
    "Refused",
    "agree_waiver",
    "bring_framework",
    "change_draft",
    "decline_waiver",
    "issue_certificate",
    "note_not_observed",
    "propose_waiver",
    "publish_draft",
    "publish_framework",
    "publish_framework_draft",
    "publish_standard",
    "put_recognition_forward",
    "read_draft",
    "record_observation",
    "save_draft",
    "start_draft",
    "tell_what_ends",
]

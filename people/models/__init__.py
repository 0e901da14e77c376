from .attachment import Attachment, AttachmentGrant
from .mail import Mail, MailChoice
from .membership import Membership
from .merge import FormerNumber, Merge
from .notice import Notice
from .person import Person
from .post import Absence, Post
from .registration import Registration
from .service import Service, Team
from .work import Work
from .working import WorkingDays

__all__ = [
    "Absence",
    "Attachment",
    "AttachmentGrant",
    "FormerNumber",
    "Mail",
    "MailChoice",
    "Membership",
    "Merge",
    "Notice",
    "Person",
    "Post",
    "Registration",
    "Service",
    "Team",
    "Work",
    "WorkingDays",
]

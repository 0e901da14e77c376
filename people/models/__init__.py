from .attachment import Attachment, AttachmentGrant
from .mail import Mail, MailChoice
from .membership import Membership
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
    "Mail",
    "MailChoice",
    "Membership",
    "Notice",
    "Person",
    "Post",
    "Registration",
    "Service",
    "Team",
    "Work",
    "WorkingDays",
]

from .attachment import Attachment, AttachmentGrant
from .membership import Membership
from .notice import Notice
from .person import Person
from .post import Absence, Post
from .registration import Registration
from .service import Service, Team

__all__ = [
    "Absence",
    "Attachment",
    "AttachmentGrant",
    "Membership",
    "Notice",
    "Person",
    "Post",
    "Registration",
    "Service",
    "Team",
]

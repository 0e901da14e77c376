from .membership import Membership
from .person import Person
from .post import Absence, Post
from .registration import Registration
from .service import Service, Team

__all__ = ["Absence", "Membership", "Person", "Post", "Registration", "Service", "Team"]

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import PermissionsMixin
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower
from guardian.mixins import GuardianUserMixin

from governance.belonging import WITH_THE_PERSON
from governance.policy import Action, Role

POSTS_AS = {Role.LEAD: ("clinical_lead",), Role.MANAGER: ("service_manager",)}

# Every page asks this, and putting it together would take the mapper longer than the database needs to answer it.
HOLDING = """
SELECT role, service_id FROM people_post
WHERE voided_at IS NULL AND person_id = %s AND started_on <= %s AND (finished_on IS NULL OR finished_on >= %s)
UNION
SELECT role, service_id FROM people_membership
WHERE voided_at IS NULL AND person_id = %s AND started_on <= %s AND (finished_on IS NULL OR finished_on >= %s)
"""


class PersonManager(BaseUserManager):
    def open_on(self, on):
        """Those who may sign in on a day, as far as their accounts go."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on), is_active=True, withdrawn_at=None)

    def create_user(self, email, password=None, **fields):
        person = self.model(email=email.lower(), **fields)
        person.password = make_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **fields):
        """Create the operator who looks after Wagtail; it opens no personal record."""
        return self.create_user(email, password, is_superuser=True, **fields)


class Person(GuardianUserMixin, AbstractBaseUser, PermissionsMixin):
    """Somebody known to a service, who may sign in once they have set a password.

    What they may do comes from their posts and memberships on the day, so that it ends when those end. ``closed_on``: the first
    day on which their account is closed. ``withdrawn_at``: since when they are recorded in error.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employee_number = models.CharField(max_length=32, unique=True, null=True)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    _looked: dict | None = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("first_name", "last_name")

    class Access:
        belongs = WITH_THE_PERSON
        own = "pk"
        seen_by = Action.VIEW_PERSON

        @staticmethod
        def in_services(services, on) -> Q:
            from .post import holders

            return Q(pk__in=holders(services, on))

    class Meta:
        default_permissions = ()
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="people_person_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def get_short_name(self) -> str:
        return self.first_name

    def held(self, on) -> frozenset[tuple[Role, int | None]]:
        """Every role the person holds on the day, each with its service, or None for the whole country. One query."""
        if self._looked is not None and on in self._looked:
            return self._looked[on]
        holding = self._holding(on)
        if self._looked is not None:
            self._looked[on] = holding
        return holding

    def is_open(self, on) -> bool:
        """May the person sign in on the day, as far as their account goes?"""
        return self.is_active and self.withdrawn_at is None and (self.closed_on is None or on < self.closed_on)

    def belongs(self, on) -> bool:
        """Has the person not left: do they hold some role on the day, or did they never hold one before? Who looks after the
        server belongs, too."""
        from ..leaving import last_day

        return bool(self.held(on)) or self.is_superuser or last_day(self, on) is None

    def may_fetch(self, on) -> bool:
        """May the person fetch what is their own on the day: while they belong, and for a time after they have left?"""
        from ..leaving import fetches_until

        return self.belongs(on) or on <= fetches_until(self, on)

    def look_once(self) -> None:
        """From now on answer from one look: for an object that lives as long as one page that only reads."""
        if self._looked is None:
            self._looked = {}

    def held_roles(self, on) -> frozenset[Role]:
        """Every role the person holds on the day, wherever."""
        return frozenset(role for role, _ in self.held(on))

    def services_as(self, roles, on) -> set[int]:
        """The services in which the person holds one of the roles on the day."""
        return {service for role, service in self.held(on) if role in roles and service is not None}

    def holds_anywhere(self, roles, on) -> bool:
        """Does the person hold one of the roles for the whole country on the day?"""
        return bool(roles) and any(role in roles and service is None for role, service in self.held(on))

    def _holding(self, on) -> frozenset[tuple[Role, int | None]]:
        with connection.cursor() as cursor:
            cursor.execute(HOLDING, [self.pk, on, on] * 2)
            return frozenset((role, service) for word, service in cursor.fetchall() for role in _given_by(word))


def _given_by(word: str) -> tuple[Role, ...]:
    """The roles that a membership of that name, or a post of that role, gives."""
    if word in (Role.AUDITOR, Role.EDITOR, Role.STEWARD):
        return (Role(word),)
    return (Role.STAFF, *(role for role, posts in POSTS_AS.items() if word in posts))

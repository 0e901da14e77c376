import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from guardian.mixins import GuardianUserMixin

from governance.policy import Action, Role

from .conditions import LIVE, covering

POSTS_AS = {Role.LEAD: ("clinical_lead",), Role.MANAGER: ("service_manager",)}


class PersonManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        person = self.model(email=email.lower(), **fields)
        person.password = make_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **fields):
        """For the operator who looks after Wagtail; it opens no personal record."""
        return self.create_user(email, password, is_superuser=True, **fields)


class Person(GuardianUserMixin, AbstractBaseUser, PermissionsMixin):
    """Somebody known to a service, who may sign in once they have set a password.

    What they may do comes from their posts and memberships on the day, so that it ends when those end.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employee_number = models.CharField(max_length=32, unique=True, null=True)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("first_name", "last_name")

    class Access:
        own = "pk"
        seen_by = Action.VIEW_PERSON

        @staticmethod
        def in_services(services, on) -> Q:
            """People with a post there on the day, or one that is still to begin."""
            from .post import Post

            posts = Post.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=on), service__in=services)
            return Q(pk__in=posts.values("person"))

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

    def services_as(self, roles, on):
        """The services in which the person holds one of the roles on the day."""
        from .membership import Membership
        from .post import Post
        from .service import Service

        posts = Post.objects.live().filter(covering(on), person=self)
        if Role.STAFF not in roles:
            posts = posts.filter(role__in=[post for role in roles for post in POSTS_AS.get(role, ())])
        memberships = Membership.objects.live().filter(covering(on), person=self, role__in=roles)
        return Service.objects.filter(Q(pk__in=posts.values("service")) | Q(pk__in=memberships.values("service"))).values("pk")

    def roles_on(self, on) -> set[Role]:
        """Every role the person holds anywhere on the day: what the site offers them, not what it lets them do. One query."""
        from .membership import Membership
        from .post import Post

        posts = Post.objects.live().filter(covering(on), person=self).order_by().values_list("role")
        members = Membership.objects.live().filter(covering(on), person=self).order_by().values_list("role")
        held = {word for (word,) in posts.union(members)}
        memberships = held & {Role.AUDITOR, Role.EDITOR}
        from_posts = {role for role, of in POSTS_AS.items() if held & set(of)} | ({Role.STAFF} if held - memberships else set())
        return from_posts | {Role(word) for word in memberships}

    def holds_anywhere(self, roles, on) -> bool:
        """Does the person hold one of the roles for the whole country on the day?"""
        from .membership import Membership

        return bool(roles) and Membership.objects.filter(LIVE, covering(on), person=self, service=None, role__in=roles).exists()

from django.db.models import Q

from governance.policy import Action
from people.models import Person, Post


class PersonOnRecord(Person):
    """A person as those see them who put their records right: where they ever had a post, also after they have left.

    What of their records is put right there is what that service recorded, and what it may correct in an import.
    """

    class Access:
        belongs = "where the person ever had a post, for what that service may put right"
        own = "pk"
        seen_by = Action.CORRECT_FACT

        @staticmethod
        def in_services(services, on) -> Q:
            return Q(pk__in=Post.objects.live().filter(service__in=services).values("person"))

    class Meta:
        proxy = True
        default_permissions = ()

    @property
    def as_person(self) -> Person:
        return Person(pk=self.pk)

"""Two records of one person become one: every row that names the one that is gone names the other from then on.

No row is recorded anew, so everything keeps its dates, its seal and what was known of it when: asked as it was known on a day
before, the person had both records all along. The audit log alone goes on naming who acted as they acted.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from governance.constraints import NoOverlap
from governance.facts import Book
from governance.models import AuditEntry, Fact, Grant
from governance.refusal import Refused

from .leaving import end_ways_in, nobodys
from .locks import hold
from .models import FormerNumber, Mail, MailChoice, Merge, Person, Post

Afterwards = Callable[[], None]
Mover = Callable[[Person, Person], Afterwards | None]
_movers: list[Mover] = []
LEFT_ALONE = (AuditEntry, Merge)
THEIR_OWN = (MailChoice, EmailAddress, Authenticator, UserSession, Mail)
"""What only one of the two can have: the record that is kept has its own."""

LONGEST_NUMBER = 32
BOTH = "One of these records names the other ({}). Two records of one person cannot: withdraw that first."
ONLY_ONE = "Both records have a {} of which there can only be one. End or withdraw one of the two first."


def on_merge(mover: Mover) -> Mover:
    """Have ``mover`` called with who is kept and who is gone before the rows follow; what it returns is called after."""
    _movers.append(mover)
    return mover


def merge(kept: Person, gone: Person, book: Book) -> Counter[str]:
    """Make the two one person. Returns how many rows followed, by kind. Raises ``Refused``; call it inside a transaction."""
    hold(kept, gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    if kept.pk == gone.pk or Merge.objects.filter(gone__in=(kept, gone)).exists():
        raise Refused("These are one person already.")
    _named_together(kept, gone)
    _not_at_once(kept, gone)
    afterwards = [after for mover in _movers if (after := mover(kept, gone))]
    _once_only(kept, gone, book)
    Merge.objects.create(gone=gone, kept=kept, email=gone.email, at=book.at, by_id=book.by.pk)
    moved = Counter({kind: count for kind, count in _follow(kept, gone) if count})
    for after in afterwards:
        after()
    _one_number(kept, gone)
    book.touch(Person, [kept.pk, gone.pk])
    book.touch(Post, [kept.pk])
    return moved


def renumber(person: Person, number: str) -> None:
    """Give somebody another employee number; the one before finds them for ever. Raises ``Refused``."""
    hold(person)
    person.refresh_from_db()
    if not 1 <= len(number) <= LONGEST_NUMBER:
        raise Refused(f"Enter the new number, of at most {LONGEST_NUMBER} characters.")
    others = FormerNumber.objects.filter(number=number).exclude(person=person)
    if Person.objects.filter(employee_number=number).exists() or others.exists():
        raise Refused("Another record has or had this number. If it is the same person, merge the two records.")
    FormerNumber.objects.filter(number=number, person=person).delete()
    FormerNumber.objects.create(number=person.employee_number, person=person, until=timezone.now())
    person.employee_number = number
    person.save(update_fields=["employee_number"])


def columns() -> Iterator[tuple[type[models.Model], list[models.Field]]]:
    """Every kind of row that names people, with the columns that do."""
    for model in apps.get_models(include_auto_created=True):
        if model in LEFT_ALONE or getattr(model, "of_two_records", False) or model._meta.proxy or not model._meta.managed:
            continue
        named = [f for f in model._meta.concrete_fields if f.remote_field and _is_person(f.remote_field.model)]
        if named and model is not Person:
            yield model, named


def _is_person(model: type[models.Model]) -> bool:
    return model._meta.concrete_model._meta.label == settings.AUTH_USER_MODEL


BY = ("recorded_by", "voided_by", "by", "proposed_by", "decided_by")
"""Who wrote something down may be anybody whom it names."""


def _named_together(kept: Person, gone: Person) -> None:
    """Refuse (``Refused``) where a row names both: somebody would have signed themselves off, or supervise themselves."""
    two = (kept.pk, gone.pk)
    for model, named in columns():
        people = [field.attname for field in named if field.name not in BY]
        for position, one in enumerate(people):
            for other in people[position + 1 :]:
                both = model._base_manager.filter(**{f"{one}__in": two, f"{other}__in": two}).exclude(**{one: models.F(other)})
                if both.exists():
                    raise Refused(BOTH.format(model._meta.verbose_name))


def _not_at_once(kept: Person, gone: Person) -> None:
    """Refuse (``Refused``) where both have something for the same days that one person cannot have twice: two supervisors of a
    kind."""
    for model, named in columns():
        people = [field.attname for field in named]
        for guard in model._meta.constraints:
            if isinstance(guard, NoOverlap) and not set(guard.same) <= set(people):
                for column in set(guard.same) & set(people):
                    _no_common_day(model, guard, column, kept, gone)


def _no_common_day(model: type[Fact], guard: NoOverlap, column: str, kept: Person, gone: Person) -> None:
    rest = [name for name in guard.same if name != column]
    rows = model.objects.live()
    for row in rows.filter(**{column: gone.pk}):
        other = rows.filter(**{column: kept.pk, **{name: getattr(row, name) for name in rest}})
        other = other.exclude(**{f"{guard.finish}__lt": getattr(row, guard.start)})
        if last := getattr(row, guard.finish):
            other = other.filter(**{f"{guard.start}__lte": last})
        if other.exists():
            raise Refused(ONLY_ONE.format(model._meta.verbose_name))


def _once_only(kept: Person, gone: Person, book: Book) -> None:
    """Take away what the record that is gone has twice over."""
    for model in THEIR_OWN:
        owner = next(f.name for f in model._meta.concrete_fields if f.remote_field and _is_person(f.remote_field.model))
        model.objects.filter(**{owner: gone}).delete()
    for model, named in columns():
        if issubclass(model, Grant):
            mine = model.objects.filter(user=kept).values_list("permission", "content_object")
            for permission, record in mine:
                model.objects.filter(user=gone, permission=permission, content_object=record).delete()
        elif issubclass(model, Fact) and (twice := _twice(model, [f.attname for f in named], kept, gone)):
            book.void(twice, because=f"Recorded for {kept} too: two records of one person.", code="recorded_twice")


def _twice(model: type[Fact], people: list[str], kept: Person, gone: Person) -> list[Fact]:
    """Live rows of the record that is gone that say with the same key, or about the same days, what one of the other says."""
    twice: dict[int, Fact] = {}
    for guard in model._meta.constraints:
        if isinstance(guard, models.UniqueConstraint):
            twice |= {row.pk: row for row in _same_key(model, guard, people, kept, gone)}
        elif isinstance(guard, NoOverlap) and set(guard.same) <= set(people):
            days = model.objects.live().filter(**{guard.same[0]: kept.pk})
            twice |= {row.pk: row for row in model.objects.live().filter(**{guard.same[0]: gone.pk}) if days.exists()}
    return list(twice.values())


def _same_key(model: type[Fact], guard: models.UniqueConstraint, people: list[str], kept: Person, gone: Person) -> list[Fact]:
    rows, names = model.objects.live(), [model._meta.get_field(name).attname for name in guard.fields]
    for number, part in enumerate(guard.expressions):
        name = model._meta.get_field(part.name).attname if isinstance(part, models.F) else f"key_{number}"
        rows = rows if isinstance(part, models.F) else rows.annotate(**{name: part})
        names.append(name)
    same = []
    for column in set(names) & set(people):
        rest = [name for name in names if name != column]
        have = {tuple(row) for row in rows.filter(**{column: kept.pk}).values_list(*rest)}
        mine = rows.filter(**{column: gone.pk})
        same += [row for row in mine if tuple(getattr(row, name) for name in rest) in have]
    return same


def _follow(kept: Person, gone: Person) -> Iterator[tuple[str, int]]:
    for model, named in columns():
        for field in named:
            try:
                with transaction.atomic():
                    rows = model._base_manager.filter(**{field.attname: gone.pk})
                    yield str(model._meta.verbose_name_plural), rows.update(**{field.attname: kept.pk})
            except IntegrityError:
                raise Refused(ONLY_ONE.format(model._meta.verbose_name)) from None


def _one_number(kept: Person, gone: Person) -> None:
    number, gone.employee_number = gone.employee_number, None
    gone.is_active, gone.email = False, nobodys(gone)
    gone.save(update_fields=["employee_number", "is_active", "email"])
    if number and kept.employee_number:
        FormerNumber.objects.create(number=number, person=kept, until=timezone.now())
    elif number:
        kept.employee_number = number
        kept.save(update_fields=["employee_number"])
    end_ways_in(gone)

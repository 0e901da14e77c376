"""Services, teams, people and courses: what is changed in place, what of it is remembered, and how it is taken back."""

from ast import literal_eval
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import JSONField, Model, Q

from governance.constraints import people_in
from governance.facts import Book
from governance.models import Fact
from people.leaving import end_ways_in, nobodys
from people.models import Person, Post, Service, Team
from training.models import Completion, Course

from .models import Overwritten


def remember(changed: Iterable[tuple[dict[str, Any], Model]], attributes: Iterable[str], book: Book) -> None:
    """Keep what stood there before records were changed in place."""
    attributes = list(attributes)
    Overwritten.objects.bulk_create(
        Overwritten(
            record=record._meta.label, key=record.pk, attribute=attribute, before=str(before[attribute]),
            after=str(getattr(record, attribute)), at=book.at, by_id=book.by.pk,
        )
        for before, record in changed
        for attribute in attributes
        if before[attribute] != getattr(record, attribute)
    )  # fmt: skip


def last_change(record: Model) -> list[Overwritten]:
    """What the last change to a record that was not taken back wrote over; nothing where it is as it was recorded."""
    rows = Overwritten.objects.filter(record=record._meta.label, key=record.pk, withdrawn_at=None)
    last = rows.order_by("at", "pk").last()
    return list(rows.filter(at=last.at)) if last else []


def withdraw(record: Model, book: Book) -> None:
    """What the last change wrote over stands again; a record that was never changed is gone. Whom it changes is told by the
    book."""
    if last := last_change(record):
        for row in last:
            setattr(record, row.attribute, _value(record, row))
        record.save(update_fields=[row.attribute for row in last])
        Overwritten.objects.filter(pk__in=[row.pk for row in last]).update(withdrawn_at=book.at)
    else:
        record.withdrawn_at = book.at
        record.save(update_fields=["withdrawn_at"])
        if isinstance(record, Person):
            _let_go(record, book)
    if isinstance(record, Person):
        EmailAddress.objects.filter(user=record).exclude(email=record.email).delete()
    if isinstance(record, Course):
        book.touch(Course, Completion.objects.filter(course=record).values_list("person_id", flat=True))


def _let_go(person: Person, book: Book) -> None:
    """Nobody signs in as somebody who never was, and their address can be anybody's: it is remembered, as a change that does
    not count."""
    before, person.email = {"email": person.email}, nobodys(person)
    remember([(before, person)], ["email"], book)
    Overwritten.objects.filter(record=person._meta.label, key=person.pk, withdrawn_at=None).update(withdrawn_at=book.at)
    person.save(update_fields=["email"])
    end_ways_in(person)


def _value(record: Model, row: Overwritten) -> Any:
    """The value that was kept as text."""
    field = record._meta.get_field(row.attribute.removesuffix("_id"))
    return literal_eval(row.before) if isinstance(field, JSONField) else field.to_python(row.before)


def rests_on(record: Model) -> str:
    """What would be left hanging without a record, in words. Completions of a course are not: they count for nothing without
    it."""
    if isinstance(record, Team):
        return _words(Post.objects.live().filter(team=record).count(), "post is in this team", "posts are in this team")
    if isinstance(record, Service):
        posts = Post.objects.live().filter(service=record).count() + record.teams.filter(withdrawn_at=None).count()
        return _words(posts, "post or team is of this service", "posts or teams are of this service")
    if isinstance(record, Person):
        return _words(_naming(record), "fact names this person", "facts name this person")
    return ""


def _naming(person: Person) -> int:
    """How many live facts name a person."""
    total = 0
    for model in apps.get_models():
        if issubclass(model, Fact):
            columns = [column for column in people_in(model) if column not in ("recorded_by_id", "voided_by_id")]
            named = Q(*((column, person.pk) for column in columns), _connector=Q.OR)
            total += model.objects.live().filter(named).count() if columns else 0
    return total


def _words(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}." if count else ""

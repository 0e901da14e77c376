"""Who did what, when: the audit log as far as it is about the people of a service, in words and without content."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from governance.access import permitted
from governance.audit import subject_of
from governance.models import AuditEntry
from governance.policy import Action
from nhsuk.components import Column, Table
from people.labels import on_day
from people.models import Person, Post, Service
from supervision.labels import at

from .logwords import in_words

KEPT_OUT = (Action.ERASE_REFLECTIONS,)
"""What concerns nobody but whoever did it."""

AT_ONCE = 500
"""Entries whose records are looked up together where all are taken along."""

SEVERAL = {
    "supervision.Session": ("facilitator", "attendances__person"),
    "supervision.Series": ("facilitator", "members__person"),
    "allocations.Contract": ("parties__person",),
    "exchange.MergeProposal": ("kept",),
    "oversight.Visit": ("auditor",),
}
"""The paths to the people of a record that is about several; of any other, ``Access`` knows the one."""

TITLES = ("When", "Who", "What", "Action", "Record", "Counts", "Entry", "Digest")
NONE_MATCH = "Log: no entries match. Choose another name, other days or another kind."


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry with what is said of it: ``whom`` are the names of others that the reader may see, ``alone`` where the record
    is of nobody but whoever did it."""

    entry: AuditEntry
    whom: str
    alone: bool

    @property
    def what(self) -> str:
        return in_words(self.entry.action, self.entry.summary, self.whom, alone=self.alone)


def entries(
    service: Service, first: date, last: date, actions: Collection[str] = (), named: Collection[int] | None = None
) -> QuerySet[AuditEntry]:
    """The entries of each person who has had a post here, from day to day, the newest first; with ``named`` (keys) those that
    these people did, or that were done to their record as a person."""
    here = Post.objects.filter(service=service).values("person")
    rows = AuditEntry.objects.filter(Q(by__in=here), at__date__gte=first, at__date__lte=last).exclude(action__in=KEPT_OUT)
    if actions:
        rows = rows.filter(action__in=actions)
    if named is not None:
        rows = rows.filter(Q(by__in=named) | Q(subject__in=[f"people.Person:{key}" for key in named]))
    return rows.select_related("by").order_by("-number")


def people_of(service: Service) -> QuerySet[Person]:
    """Each person who has had a post here: who may be searched for in the log."""
    return Person.objects.filter(pk__in=Post.objects.filter(service=service).values("person")).order_by("pk")


def lines(shown: Iterable[AuditEntry], reader: Person) -> list[LogLine]:
    """Entries in words. The queries grow with the kinds of record, never with the entries."""
    shown = list(shown)
    concerned = _concerned([subject_of(entry) for entry in shown], reader)
    keys = {key for subject in concerned.values() for key in subject}
    names = {person.pk: str(person) for person in Person.objects.filter(pk__in=keys)} if keys else {}
    return [_line(entry, concerned.get(subject_of(entry), frozenset()), names) for entry in shown]


def _line(entry: AuditEntry, people: frozenset[int], names: dict[int, str]) -> LogLine:
    others = sorted(names[key] for key in people if key != entry.by_id and key in names)
    alone = people == {entry.by_id} or subject_of(entry) == f"people.Person:{entry.by_id}"
    return LogLine(entry, " and ".join(filter(None, [", ".join(others[:-1]), *others[-1:]])), alone)


def _concerned(subjects: Iterable[str], reader: Person) -> dict[str, frozenset[int]]:
    """Each subject with the keys of the people whom it is about, of those records that the reader may know of."""
    keys: dict[str, set[int]] = {}
    for label, _, key in (subject.partition(":") for subject in subjects if subject):
        keys.setdefault(label, set()).add(int(key))
    people: dict[str, set[int]] = {}
    for label, rows in sorted(keys.items()):
        for key, person in _people_on(label, rows, reader):
            people.setdefault(f"{label}:{key}", set()).add(person)
    return {subject: frozenset(those) for subject, those in people.items()}


def _people_on(label: str, keys: set[int], reader: Person) -> Iterator[tuple[int, int]]:
    try:
        model = apps.get_model(label)
    except LookupError:
        return
    access = getattr(model, "Access", None)
    own = getattr(access, "own", "")
    paths = SEVERAL.get(label, (own,) if isinstance(own, str) and own else ())
    if access is None or not paths:
        return
    known = permitted(model._default_manager.filter(pk__in=keys), to=Action(access.seen_by), by=reader)
    for path in paths:
        yield from known.exclude(**{path: None}).values_list("pk", path)


def table(shown: list[LogLine]) -> Table:
    columns = [Column("When", nowrap=True), Column("What happened"), Column("Entry", numeric=True)]
    rows = [(_when(line.entry.at), f"{line.entry.by} {line.what}", line.entry.number) for line in shown]
    return Table("Who did what", columns, rows, NONE_MATCH, caption_hidden=True)


def rows_of(rows: QuerySet[AuditEntry], reader: Person) -> Iterator[tuple[str, ...]]:
    """The same for a spreadsheet, in the order of ``TITLES``, with what proves that an entry is what was written."""
    waiting = rows.iterator()
    while part := list(islice(waiting, AT_ONCE)):
        for line in lines(part, reader):
            entry = line.entry
            counts = entry.summary.items() if isinstance(entry.summary, dict) else ()
            yield (
                f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}", str(entry.by), line.what, entry.action,
                subject_of(entry), ", ".join(f"{name} {value}" for name, value in counts), str(entry.number),
                entry.digest[:16],
            )  # fmt: skip


def _when(instant: datetime) -> str:
    moment = timezone.localtime(instant)
    return f"{on_day(moment.date())}, {at(moment.time())}"

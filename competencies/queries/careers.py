"""What the judgement reads: published standards, and the careers of people as known now or at an instant in the past."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from people.models import Absence, Post, Registration
from people.models.conditions import covering
from people.once import once_a_page
from people.rules import facts as people_facts
from supervision.models import Attendance, Response, Session
from supervision.rules.facts import SessionPart
from training.models import Completion, Course, Qualification
from training.rules import facts as training_facts

from ..models import Approval, Competency, Framework, Observation, SignOff, StandardVersion, Waiver
from ..rules import facts
from ..rules.standard import Standard, Version, read_version, standard_of


def framework_codes() -> dict[str, frozenset[str]]:
    """The competency codes of the newest version of each framework."""
    newest = dict(Framework.objects.order_by("code", "version").values_list("code", "pk"))
    codes: dict[int, set[str]] = defaultdict(set)
    for framework, code in Competency.objects.filter(framework__in=newest.values()).values_list("framework", "code"):
        codes[framework].add(code)
    return {code: frozenset(codes[pk]) for code, pk in newest.items()}


PUBLISHED = """
SELECT (SELECT COUNT(*) FROM competencies_standardversion), (SELECT MAX(published_at) FROM competencies_standardversion),
       (SELECT COUNT(*) FROM competencies_framework), (SELECT MAX(published_at) FROM competencies_framework)
"""


@once_a_page
def standards() -> dict[str, Standard]:
    """All published standards by code, each with all its versions. One query, unless something was published since the last."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED)
        return _standards(connection.settings_dict["NAME"], *cursor.fetchone())


@lru_cache(maxsize=8)
def _standards(*stamp) -> dict[str, Standard]:
    """What is published never changes, so it is read once for each state of what is published (and each database)."""
    frameworks, by_code = framework_codes(), defaultdict(list)
    for document in StandardVersion.objects.order_by("code", "effective_from").values_list("document", flat=True):
        by_code[document["code"]].append(read_version(document, frameworks))
    return {code: standard_of(versions) for code, versions in by_code.items()}


def standard(code: str) -> Standard | None:
    return standards().get(code)


def in_force_before(version: Version) -> Version | None:
    """The published version that this one would come after; nothing where its standard is new."""
    standard = standards().get(version.code)
    return standard.versions[standard.in_force(version.effective_from.toordinal())] if standard else None


PRINCIPAL = "seed-starter"


def principal(published: Mapping[str, Standard] | None = None) -> str:
    """The code of the standard by which somebody may supervise where nobody asks for another; empty where none is published.

    ``published``: what ``standards()`` said, for a page that has asked already.
    """
    published = standards() if published is None else published
    return PRINCIPAL if PRINCIPAL in published else next(iter(published), "")


def careers(people: Iterable[int], known_at: datetime | None = None, judged: Standard | None = None) -> dict[int, facts.Career]:
    """The career of each of the people (keys), as known now or at an instant. A constant number of queries.

    Sessions are most of it by far: with ``judged`` only those that the standard asks for.
    """
    people = list(people)
    tables = {name: load(people, known_at) for name, load in LOADERS.items()}
    tables["sessions"] = _sessions(people, known_at, judged.session_kinds if judged else None)
    return {person: facts.Career(**{name: tuple(rows.get(person, ())) for name, rows in tables.items()}) for person in people}


def _rows(model, people, known_at, *columns):
    return model.objects.known_at(known_at).filter(person__in=people).order_by("pk").values_list("person_id", *columns)


def _gathered(pairs) -> dict[int, list]:
    gathered: dict[int, list] = defaultdict(list)
    for person, fact in pairs:
        gathered[person].append(fact)
    return gathered


def _posts(people, known_at):
    rows = _rows(Post, people, known_at, "role", "stage", "fte_hundred_thousandths", "started_on", "finished_on", "pk")
    return _gathered((person, people_facts.PostFact(*row)) for person, *row in rows)


def _absences(people, known_at):
    rows = _rows(Absence, people, known_at, "kind", "started_on", "finished_on", "pk")
    return _gathered((person, people_facts.AbsenceFact(*row)) for person, *row in rows)


def _registrations(people, known_at):
    rows = _rows(Registration, people, known_at, "body", "valid_from", "valid_to", "pk")
    return _gathered((person, people_facts.RegistrationFact(*row)) for person, *row in rows)


def _qualifications(people, known_at):
    rows = _rows(Qualification, people, known_at, "qualification", "awarded_on", "verified_on", "pk")
    return _gathered((p, training_facts.QualificationFact(q, on, verified is not None, pk)) for p, q, on, verified, pk in rows)


def _completions(people, known_at):
    rows = list(
        _rows(Completion, people, known_at, "course", "started_on", "completed_on", "withdrawn_on", "verified_on", "pk")
    )
    known = Course.objects.filter(pk__in={row[1] for row in rows})
    known = known.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at) if known_at else Q(withdrawn_at=None))
    courses = {
        pk: training_facts.CourseFact(code, days, frozenset(tags))
        for pk, code, days, tags in known.values_list("pk", "code", "days", "tags")
    }
    completed = (row for row in rows if row[1] in courses)  # nobody completed what never was
    return _gathered(
        (p, training_facts.CompletionFact(courses[c], s, d, w, v is not None, pk)) for p, c, s, d, w, v, pk in completed
    )


def _sign_offs(people, known_at):
    columns = ("framework", "competency", "level", "signed_on", "revoked_on", "signed_by_id", "place", "pk")
    rows = list(_rows(SignOff, people, known_at, *columns))
    roles = _roles_of({row[6] for row in rows}, known_at)
    return _gathered(
        (p, facts.SignOffFact(f, c, level, on, revoked, roles(by, on), place or pk, pk))
        for p, f, c, level, on, revoked, by, place, pk in rows
    )


def _roles_of(signers: Iterable[int], known_at):
    """A function of a signer and a day: the roles of the posts that they held then."""
    posts = _gathered(
        (person, row) for person, *row in _rows(Post, list(signers), known_at, "role", "started_on", "finished_on")
    )
    seen: dict[tuple[int, date], frozenset[str]] = {}

    def roles(signer: int, on: date) -> frozenset[str]:
        if (signer, on) not in seen:
            held = (role for role, start, finish in posts.get(signer, ()) if start <= on and (finish is None or on <= finish))
            seen[signer, on] = frozenset(held)
        return seen[signer, on]

    return roles


def _observations(people, known_at):
    rows = _rows(Observation, people, known_at, "kind", "observed_on", "intervention", "score_hundredths", "pk")
    return _gathered((person, facts.ObservationFact(*row)) for person, *row in rows)


def _approvals(people, known_at):
    rows = _rows(Approval, people, known_at, "kind", "approved_on", "withdrawn_on", "pk")
    return _gathered((person, facts.ApprovalFact(*row)) for person, *row in rows)


def _waivers(people, known_at):
    rows = _rows(Waiver, people, known_at, "requirement", "granted_on", "ends_on", "pk")
    return _gathered((person, facts.WaiverFact(*row)) for person, *row in rows)


def _sessions(people, known_at, kinds: Collection[str] | None):
    """Sessions attended and facilitated, of some ``kinds`` or of all. A session counts as disputed from when it was known to
    be."""
    disputes = Response.objects.known_at(known_at).filter(session=OuterRef("pk"), answer="disputed")
    given = Session.objects.known_at(known_at).filter(facilitator__in=people).annotate(disputed=Exists(disputes))
    disputes_of = Response.objects.known_at(known_at).filter(session=OuterRef("session"), answer="disputed")
    taken = Attendance.objects.known_at(known_at).filter(person__in=people).annotate(disputed=Exists(disputes_of))
    if kinds is not None:
        given, taken = given.filter(kind__in=kinds), taken.filter(session__kind__in=kinds)
    own = given.order_by("pk").values_list("facilitator_id", "kind", "held_on", "minutes", "disputed", "pk")
    others = taken.order_by("session_id").values_list(
        "person_id", "session__kind", "session__held_on", "session__minutes", "disputed", "session_id"
    )
    parts = [(p, SessionPart(k, on, m, "facilitator", bool(d), pk)) for p, k, on, m, d, pk in own]
    parts += [(p, SessionPart(k, on, m, "attendee", bool(d), pk)) for p, k, on, m, d, pk in others]
    return _gathered(parts)


LOADERS = {
    "posts": _posts,
    "absences": _absences,
    "qualifications": _qualifications,
    "completions": _completions,
    "registrations": _registrations,
    "sign_offs": _sign_offs,
    "observations": _observations,
    "approvals": _approvals,
    "waivers": _waivers,
}


def posts_on(person: int, on: date, known_at: datetime | None = None) -> list[Post]:
    """The posts of a person on a day, with their service and team."""
    posts = Post.objects.known_at(known_at).filter(covering(on), person=person)
    return list(posts.select_related("service", "team").order_by("-fte_hundred_thousandths", "pk"))

"""Loading the demo into an empty database, and making an empty database of one that holds nothing but the demo."""

import io
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas

from allocations.reference import publish_starter
from competencies.models import StandardVersion
from competencies.queries import principal
from competencies.reference import publish_reference
from exchange.actions import import_everything
from governance.access import CONSOLE
from governance.policy import Role
from oversight.actions import activate_visit, invite_auditor
from people.actions import give_membership, welcome
from people.attachments import cleaned
from people.labels import on_day
from people.models import Mail, Notice, Person, Service
from people.rules.period import add_months
from people.rules.working_days import working_days_between
from reflection.reference import publish_starters
from training.actions import approve_place, ask_for_place, describe_course, plan_edition, send_course
from training.models import Course

from . import decisions, northmoor, pairs, reflecting, sessions, signing, southvale, supervising, supporting
from .past import DemoPast
from .sheets import Sheets

ACCOUNTS = (
    ("amara@northmoor.example", "PWP, prospective supervisor: three sign-offs missing, one waiting nine days on Ruth Abbott"),
    ("dev@northmoor.example", "PWP, supervisor course in progress: with a co-supervisor"),
    ("ben@northmoor.example", "nurse who never did the low-intensity training"),
    ("efua@northmoor.example", "supervisor of five, about to leave"),
    ("priya@northmoor.example", "supervisor who lapses in five weeks without supervision of supervision"),
    ("finn@northmoor.example", "supervisee: both live observations of one intervention"),
    ("grace@northmoor.example", "supervisee, back from nine months' leave"),
    ("lead@northmoor.example", "clinical lead, Northmoor"),
    ("manager@northmoor.example", "service manager, Northmoor"),
    ("auditor@northmoor.example", "outside auditor, 14 days, read-only"),
    ("editor@northmoor.example", "content editor: guidance, and no personal record"),
    ("lead@southvale.example", "clinical lead, Southvale: sees nothing of Northmoor"),
)
STANDARDS = {"seed-starter", "pwp-register", "blank"}
SERVICES = {northmoor.CODE, southvale.CODE}
COURSES = (
    ("LI-SUP-5", "Supervising low-intensity practitioners, five days", 5, "li_supervisor"),
    ("PGCERT-SUP", "Postgraduate certificate in supervision", 20, ""),
    ("SUP-REFRESH", "Supervision refresher", 1, "cpd_supervision|cpd"),
)


class DemoRefused(Exception):
    """Why the demo is not loaded, in a sentence."""


def loaded() -> bool:
    return Service.objects.filter(code=northmoor.CODE).exists() and not _others()


def _others() -> bool:
    """Does the database hold anybody, any service, or any standard that is not the demo's?"""
    outside = Person.objects.exclude(email__endswith="@northmoor.example").exclude(email__endswith="@southvale.example")
    numbers = Person.objects.exclude(employee_number=None).exclude(employee_number__regex=r"^[NS][1-5]\d{3}$")
    standards = StandardVersion.objects.exclude(code__in=STANDARDS)
    return any(rows.exists() for rows in (outside, numbers, standards, Service.objects.exclude(code__in=SERVICES)))


def _allowed() -> None:
    if not (settings.DEBUG or settings.DEMO_ALLOWED):
        raise DemoRefused("The demo is not for a site that people use. Set ALLOW_DEMO=1 if this is none.")


@transaction.atomic
def load() -> None:
    """Publish the reference data and play the demo's three years, day by day: what its spreadsheets brought and what people
    did. Raises ``DemoRefused`` unless nothing is there."""
    _allowed()
    if Person.objects.exists() or Service.objects.exists() or _others():
        raise DemoRefused(
            "This database holds something already. The demo is loaded into an empty one, or renewed with --reset."
        )
    past = DemoPast(timezone.localdate())
    sheets = _sheets(past.today)
    pairs_made = pairs.pairs(sheets)
    pairs.add_rows(sheets, pairs_made)
    began, *later = sheets.brought_on(_days_of_imports(sheets))
    past.at(began[0], 6, partial(_begin, past, sheets, began[1], pairs_made))
    for day, batch in later:
        past.at(day, 7, partial(import_everything, contents=batch.as_files(), by=CONSOLE))
    past.play()
    _see()
    _accounts()


def _sheets(today: date) -> Sheets:
    sheets = Sheets(today)
    for code, title, days, tags in COURSES:
        sheets.add("courses", course_code=code, title=title, days=days, tags=tags, provider="University of Northmoor")
    northmoor.add_rows(sheets)
    southvale.add_rows(sheets)
    return sheets


def _days_of_imports(sheets: Sheets) -> list[date]:
    """A file comes every month, of late every week, and within days of each session that Southvale brings."""
    monthly = [sheets.ago(months) for months in range(northmoor.HISTORY + 2, 0, -1)]
    return sorted({*monthly, *(sheets.today - timedelta(days=days) for days in (48, 20, 14, 7, 0))})


def _begin(past: DemoPast, sheets: Sheets, brought: Sheets, pairs_made: list[pairs.PastPair]) -> None:
    """The first day: what is published, what was brought from before, and from then on what people do."""
    publish_reference(by=CONSOLE)
    publish_starter(by=CONSOLE)
    publish_starters(by=CONSOLE)
    import_everything(contents=brought.as_files(), by=CONSOLE)
    people = {person.employee_number: person for person in Person.objects.exclude(employee_number=None)}
    held = sessions.HeldSessions(past, sheets, people)
    for pair in pairs_made:
        held.plan(pair, moves=any(pair.supervisee == p.supervisee and p.decided for p in pairs_made))
    held.skills(pairs_made)
    supporting.add_sessions(held)
    decisions.Decisions(past, held).add(pairs_made)
    supervising.Ahead(past, held).add(pairs_made)
    signing.add(past, people)
    reflecting.add(past, people)
    past.at(past.today - timedelta(days=365), 9, _guests)
    past.at(past.today - timedelta(days=5), 9, _certificates)
    past.at(past.today - timedelta(days=20), 9, _course_dates)
    past.at(past.today, 8, _auditor)


def _see() -> None:
    """People have seen what they were told up to three days ago, and every mail was sent."""
    Notice.objects.filter(at__lt=timezone.now() - timedelta(days=3)).update(seen_at=F("at") + timedelta(hours=2))
    Mail.objects.update(sent_at=F("queued_at"))


def _accounts() -> None:
    """Everybody can sign in, with the password that all share: its digest, which is slow to make by intent, is made once."""
    Person.objects.update(password=make_password(settings.DEMO_PASSWORD))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in Person.objects.all()
    )


def _guests() -> None:
    """Who looks after what is published: the manager and a lead PWP after the standards, a content editor and another lead PWP
    after the guidance. What one of them writes, the other publishes."""
    editor = welcome(first_name="Clare", last_name="Whitmore", email="editor@northmoor.example", by=CONSOLE)
    today, people = timezone.localdate(), Person.objects
    for number in (northmoor.MANAGER, northmoor.LEAD_PWP_2):
        _member(people.get(employee_number=number), Role.STEWARD, today)
    for person in (editor, people.get(employee_number=northmoor.LEAD_PWP_1)):
        _member(person, Role.EDITOR, today)


def _member(person: Person, role: Role, today: date) -> None:
    give_membership(person=person, role=role, service=None, started_on=today, finished_on=None, by=CONSOLE)


def _auditor() -> None:
    """An auditor for a fortnight, who holds no post."""
    today, service = timezone.localdate(), Service.objects.get(code=northmoor.CODE)
    auditor = welcome(first_name="Adrian", last_name="Voss", email="auditor@northmoor.example", by=CONSOLE)
    until = today + timedelta(days=13)
    give_membership(person=auditor, role=Role.AUDITOR, service=service, started_on=today, finished_on=until, by=CONSOLE)
    _visit(service, auditor, until)


def _visit(service: Service, auditor: Person, until) -> None:
    """The auditor may look at a year: prepared by the manager, activated by the clinical lead."""
    manager, lead = (Person.objects.get(employee_number=number) for number in (northmoor.MANAGER, northmoor.LEAD))
    today, now = timezone.localdate(), timezone.now()
    visit = invite_auditor(
        service=service,
        auditor=auditor,
        sections=("register", "allocations", "agreements", "supporting", "exceptions", "sample"),
        standard=principal(),
        first=add_months(today, -12),
        last=today,
        sample=5,
        seed=1,
        opens_at=now,
        ends_at=now + (until - today),
        by=manager,
    )
    activate_visit(visit=visit, by=lead)


def _certificates() -> None:
    """Aisha Rahman has completed the supervisor course and sent its certificate; nobody has verified it yet."""
    aisha, on = Person.objects.get(employee_number="N4000"), timezone.localdate() - timedelta(days=1)
    out = io.BytesIO()
    paper = Canvas(out, invariant=1)
    paper.setTitle("Certificate of completion")
    for line, words in enumerate(("Certificate of completion", str(aisha), COURSES[0][1], on_day(on))):
        paper.drawString(90, 700 - 30 * line, words)
    paper.save()
    certificate = cleaned(SimpleUploadedFile("Supervisor course certificate.pdf", out.getvalue()))
    course = Course.objects.get(code=COURSES[0][0])
    send_course(person=aisha, course=course, completed_on=on, certificate=certificate, by=aisha)


def _course_dates() -> None:
    """Two places on the supervisor course in five weeks: Zofia Kowalska has the one, Farah Aziz the other, Niamh Byrne waits
    for one, and Luca Romano's request waits to be approved."""
    people = {p.employee_number: p for p in Person.objects.filter(employee_number__startswith="N")}
    lead, starts = people[northmoor.LEAD], timezone.localdate() + timedelta(days=55)
    for code, *_ in COURSES:
        course = Course.objects.get(code=code)
        more = {"level": "Postgraduate", "refresh_months": 36} if code == COURSES[0][0] else {"level": "Short course"}
        if code == COURSES[2][0]:
            more["needs"] = Course.objects.get(code=COURSES[0][0])
        about = {"title": course.title, "days": course.days, "provider": course.provider, "tags": course.tags}
        describe_course(code=code, **about, **more, by=CONSOLE)
    starts -= timedelta(days=starts.weekday())
    while working_days_between(starts - timedelta(days=1), starts + timedelta(days=4)) < 5:
        starts += timedelta(days=7)
    edition = plan_edition(
        service=Service.objects.get(code=northmoor.CODE), course=Course.objects.get(code=COURSES[0][0]), starts_on=starts,
        ends_on=starts + timedelta(days=4), places=2, where="Mill Lane, room 2", by=lead,
    )  # fmt: skip
    for number, approved in (("N4008", True), ("N4015", True), ("N4018", True), ("N4014", False)):
        place = ask_for_place(edition=edition, by=people[number])
        if approved:
            approve_place(place=place, by=lead)


def reset() -> None:
    """Make the database empty, as new, if it holds nothing but the demo. Facts cannot be deleted, so it is built again."""
    _allowed()
    if _others():
        raise DemoRefused("This database holds more than the demo. Nothing was touched.")
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        connection.close()
        Path(name).unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)

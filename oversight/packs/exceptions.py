"""The section of what was not as it should be: waived, set aside, not observed, entered late or disputed."""

from allocations.labels import AGAINST, ASIDE
from allocations.models import SetAside
from competencies.models import NotObserved, Waiver
from people.labels import on_day
from supervision.labels import KINDS as SESSIONS

from .subject import NONE, Made, PackSubject, table_of


def exceptions(of: PackSubject) -> Made:
    people = of.people
    waivers = (
        Waiver.objects.live()
        .filter(person__in=people, granted_on__lte=of.last, ends_on__gte=of.first)
        .select_related("granted_by")
    )
    aside = SetAside.objects.live().filter(supervisee__in=people, started_on__lte=of.last, ends_on__gte=of.first)
    missed = NotObserved.objects.live().filter(person__in=people, planned_on__gte=of.first, planned_on__lte=of.last)
    late = [s for s in of.facts.sessions if of.first <= s.on <= of.last and (s.entered_late or s.disputed)]
    words = (
        "Requirements that were waived and rules that were set aside, by whom and why; observations that could not take "
        "place; sessions entered late or disputed."
    )
    return words, [
        table_of(
            "Waivers",
            ("Name", "Requirement", "From", "Until", "Granted by", "Reason"),
            [
                (
                    of.name(w.person_id),
                    of.waived(w.requirement),
                    on_day(w.granted_on),
                    on_day(w.ends_on),
                    str(w.granted_by),
                    w.reason,
                )
                for w in waivers.order_by("granted_on", "pk")
            ],
            NONE,
        ),
        table_of(
            "Rules set aside for a pair",
            ("Supervisee", "Supervisor", "Rule", "Reason", "From", "Until"),
            [
                (
                    of.name(a.supervisee_id),
                    of.name(a.supervisor_id),
                    AGAINST.get(a.rule, a.rule),
                    ASIDE.get(a.reason, a.reason),
                    on_day(a.started_on),
                    on_day(a.ends_on),
                )
                for a in aside.order_by("started_on", "pk")
            ],
            NONE,
        ),
        table_of(
            "Observations that could not take place",
            ("Name", "Planned for", "Reason"),
            [(of.name(m.person_id), on_day(m.planned_on), m.because) for m in missed.order_by("planned_on", "pk")],
            NONE,
        ),
        table_of(
            "Sessions entered late or disputed",
            ("Date", "Supervision", "Led by", "With", "Days late", "Disputed"),
            [
                (
                    on_day(s.on),
                    SESSIONS.get(s.kind, s.kind),
                    of.name(s.facilitator),
                    ", ".join(map(of.name, s.people)),
                    s.entered_late or "",
                    "yes" if s.disputed else "",
                )
                for s in late
            ],
            NONE,
        ),
    ]

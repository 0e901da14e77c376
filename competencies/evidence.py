"""The facts of one person as a reader sees them: what each is, and when. A constant number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from nhsuk.words import how_many
from people.labels import in_a_sentence, role
from people.rules import facts as people_facts
from supervision.rules.facts import SessionPart
from training.models import Completion
from training.rules import facts as training_facts

from .labels import SESSIONS, codes, hundred_thousandths, hundredths, level, on_day
from .models import Competency, Observation, SignOff
from .rules import facts
from .rules.facts import Career


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """``what`` in words, ``when`` in words, and ``dated`` to sort by."""

    what: str
    when: str
    dated: date


def period(start: date, finish: date | None) -> str:
    return f"{on_day(start)} to {on_day(finish)}" if finish else f"since {on_day(start)}"


class Evidence:
    """The facts of a career in words. Names of courses, competencies and signers are read once for all.

    With ``on``, what happened after that day is not said; without ``names``, nobody who signed or observed is named.
    """

    def __init__(self, career: Career, on: date | None = None, *, names: bool = True):
        self.on, self.names = on, names
        completions = [fact.row for fact in career.completions]
        self.courses = dict(Completion.objects.filter(pk__in=completions).values_list("pk", "course__title"))
        signed = SignOff.objects.filter(pk__in=[fact.row for fact in career.sign_offs])
        self.signers = {
            pk: f"{first} {last}"
            for pk, first, last in signed.values_list("pk", "signed_by__first_name", "signed_by__last_name")
        }
        observed = Observation.objects.filter(pk__in=[fact.row for fact in career.observations])
        self.observed = {pk: about for pk, *about in observed.values_list("pk", "instrument", "observer")}
        frameworks = {fact.framework for fact in career.sign_offs}
        named = Competency.objects.filter(framework__code__in=frameworks).order_by("framework__version")
        self.competencies = {(f, c): t for f, c, t in named.values_list("framework__code", "code", "title")}

    def show(self, fact: Any) -> ShownEvidence:
        return getattr(self, WORDS[type(fact)])(fact)

    def post(self, fact: people_facts.PostFact) -> ShownEvidence:
        training = ", in training" if fact.stage == "trainee" and fact.role != "trainee_pwp" else ""
        what = f"{role(fact.role)}{training}, {hundred_thousandths(fact.fte_hundred_thousandths)} full-time equivalent"
        return ShownEvidence(what, period(fact.started_on, fact.finished_on), fact.started_on)

    def registration(self, fact: people_facts.RegistrationFact) -> ShownEvidence:
        return ShownEvidence(fact.body, period(fact.valid_from, fact.valid_to), fact.valid_from)

    def qualification(self, fact: training_facts.QualificationFact) -> ShownEvidence:
        name = codes([fact.qualification])
        return ShownEvidence(name[0].upper() + name[1:], f"awarded {on_day(fact.awarded_on)}", fact.awarded_on)

    def completion(self, fact: training_facts.CompletionFact) -> ShownEvidence:
        what = f"{self.courses.get(fact.row, fact.course.code)} ({how_many(fact.course.days, 'day')})"
        for verb, day in (("completed", fact.completed_on), ("withdrawn", fact.withdrawn_on), ("started", fact.started_on)):
            if day and (self.on is None or day <= self.on):
                return ShownEvidence(what, f"{verb} {on_day(day)}", day)
        raise ValueError("a completion has a date")

    def sign_off(self, fact: facts.SignOffFact) -> ShownEvidence:
        title = self.competencies.get((fact.framework, fact.competency), "")
        by = f" by {self.signers.get(fact.row, 'an unknown assessor')}" if self.names else ""
        when = f"signed {on_day(fact.signed_on)}{by}"
        return ShownEvidence(
            (f"{title} ({fact.competency})" if title else fact.competency) + f", {level(fact.level)}", when, fact.signed_on
        )

    def observation(self, fact: facts.ObservationFact) -> ShownEvidence:
        what = "Supervision observed" if fact.kind == "supervision" else "Practice observed"
        what += f": {in_a_sentence(fact.intervention)}" if fact.intervention else ""
        instrument, observer = self.observed.get(fact.row, ("", ""))
        what += f", {instrument}" if instrument else ""
        what += f", scored {hundredths(fact.score_hundredths)}" if fact.score_hundredths is not None else ""
        when = on_day(fact.observed_on) + (f", by {observer}" if observer and self.names else "")
        return ShownEvidence(what, when, fact.observed_on)

    def approval(self, fact: facts.ApprovalFact) -> ShownEvidence:
        name = codes([fact.kind])
        return ShownEvidence(name[0].upper() + name[1:], f"given {on_day(fact.approved_on)}", fact.approved_on)

    def session(self, fact: SessionPart) -> ShownEvidence:
        name = SESSIONS[fact.kind]
        part = "attended" if fact.part == "attendee" else "given"
        return ShownEvidence(f"{name[0].upper()}{name[1:]} {part}, {fact.minutes} minutes", on_day(fact.held_on), fact.held_on)


WORDS = {
    people_facts.PostFact: "post",
    people_facts.RegistrationFact: "registration",
    training_facts.QualificationFact: "qualification",
    training_facts.CompletionFact: "completion",
    facts.SignOffFact: "sign_off",
    facts.ObservationFact: "observation",
    facts.ApprovalFact: "approval",
    SessionPart: "session",
}

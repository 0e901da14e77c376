"""Asking for sign-offs, answering them, and handing them on."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from competencies import labels
from competencies.rules.levels import LEVELS
from governance.forms import FreeTextField, no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm
from people.labels import role
from training.forms import CertificateField

from .actions import RequestedCompetency
from .models import SignOffRequest
from .queries.assessors import AssessorCandidate
from .queries.lines import CompetencyLine

EVIDENCE = ("evidence", "file", "link")
CHOICES = [(str(level), f"{level}: {words.capitalize()}") for level, words in LEVELS.items()]


def _who(candidate: AssessorCandidate) -> str:
    roles = labels.in_a_list(sorted(role(name) for name in candidate.signer.roles), "and")
    until = candidate.signer.away_until
    away = f", away until {labels.on_day(until)}" if until else ", away" if candidate.signer.away else ""
    return f"{candidate.person}, {roles}{away}"


def choices(candidates: Sequence[AssessorCandidate]) -> list[tuple[str, str]]:
    """Those who may sign, whoever is away last."""
    able = [candidate for candidate in candidates if not candidate.why]
    return [(str(c.person.public_id), _who(c)) for c in sorted(able, key=lambda c: c.signer.away)]


class AskForm(NHSForm):
    """The form that asks for each chosen competency a self-rating, a comment and evidence of its own; then evidence for all,
    and who is asked."""

    def __init__(
        self,
        data,
        files,
        items: Sequence[CompetencyLine],
        evidence: Sequence[tuple[str, str]],
        candidates: Sequence[AssessorCandidate],
    ):
        super().__init__(data, files)
        self.items, self.only_rates = items, bool(data) and "save" in data
        for item in items:
            code, before = item.competency.code, item.rating
            self.fields[f"level-{code}"] = forms.ChoiceField(
                label="How do you rate yourself?", choices=CHOICES, widget=forms.RadioSelect,
                initial=str(before.level) if before else None,
                error_messages={"required": f"Rate yourself in {item.competency.named}"},
            )  # fmt: skip
            self.fields[f"comment-{code}"] = FreeTextField(
                label="What shows it? (optional)", required=False, initial=before.comment if before else "",
                help_text="Give an example. Do not enter anything about a patient.",
            )  # fmt: skip
            self._evidence_for(code, evidence)
        if evidence:
            self.fields["evidence"] = forms.MultipleChoiceField(
                label="Evidence for all of these", choices=evidence, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.fields["file"] = CertificateField(
            label="A file for all of these (optional)", help_text="A PDF, JPEG or PNG of up to 10 MB.", required=False
        )
        self.fields["prior_by"] = forms.CharField(
            label="Who signed you off before, and in which service? (optional)",
            required=False,
            max_length=120,
            validators=[no_patient_details],
            help_text="Attach the earlier sign-off as the file. Each competency is decided separately.",
        )
        self.fields["prior_on"] = DayField(label="When was that? (optional)", required=False)
        self.fields["link"] = forms.URLField(
            label="A link for all of these (optional)",
            required=False,
            max_length=200,
            assume_scheme="https",
            validators=[no_patient_details],
            error_messages={"invalid": "Enter a web address, such as https://example.nhs.uk/page"},
        )
        self.fields["assessor"] = forms.ChoiceField(
            label="Who should sign?", choices=choices(candidates), widget=forms.RadioSelect,
            error_messages={"required": "Choose who should sign"}, required=not self.only_rates,
        )  # fmt: skip

    def _evidence_for(self, code: str, evidence: Sequence[tuple[str, str]]) -> None:
        """What shows this competency alone."""
        if evidence:
            self.fields[f"evidence-{code}"] = forms.MultipleChoiceField(
                label="Observations and courses", choices=evidence, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.fields[f"file-{code}"] = CertificateField(
            label="A file", help_text="A PDF, JPEG or PNG of up to 10 MB.", required=False
        )
        self.fields[f"link-{code}"] = forms.URLField(
            label="A link", required=False, max_length=200, assume_scheme="https", validators=[no_patient_details],
            error_messages={"invalid": "Enter a web address, such as https://example.nhs.uk/page"},
        )  # fmt: skip

    def sections(self) -> Iterator[tuple[CompetencyLine, BoundField, BoundField, list[BoundField]]]:
        """Each competency with its rating, its comment, and the fields for evidence of its own."""
        for item in self.items:
            code = item.competency.code
            own = [self[f"{name}-{code}"] for name in EVIDENCE if f"{name}-{code}" in self.fields]
            yield item, self[f"level-{code}"], self[f"comment-{code}"], own

    def rest(self) -> list[BoundField]:
        return [self[name] for name in ("evidence", "file", "link", "prior_by", "prior_on", "assessor") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """What was signed elsewhere needs its day and its paper."""
        given = super().clean()
        by, on = given.get("prior_by", "").strip(), given.get("prior_on")
        if bool(by) != bool(on) and not {"prior_by", "prior_on"} & self.errors.keys():
            self.add_error("prior_by" if on else "prior_on", "Enter who signed, in which service, and when")
        if by and "file" not in self.errors and given.get("file") is None:
            self.add_error("file", "Attach the earlier sign-off")
        if on and on > timezone.localdate():
            self.add_error("prior_on", "Enter a day that is not in the future")
        return given

    def asked(self, chosen: Callable[[Sequence[str], str], list[dict[str, Any]]] | None = None) -> list[RequestedCompetency]:
        """``chosen`` puts the names of what was ticked, and a link, as they are kept; without it evidence is left out."""
        given, codes = self.cleaned_data, [item.competency.code for item in self.items]
        return [
            RequestedCompetency(
                code, int(given[f"level-{code}"]), given[f"comment-{code}"],
                tuple(chosen(given.get(f"evidence-{code}", ()), given[f"link-{code}"])) if chosen else (),
                given[f"file-{code}"] if chosen else None,
            )
            for code in codes
        ]  # fmt: skip


class AnswerForm(NHSForm):
    """One request among those that a person has sent: sign at a level, send back with a reason, or leave it for later."""

    decision = forms.ChoiceField(
        label="Your answer",
        required=False,
        widget=forms.RadioSelect,
        choices=[*((f"sign-{level}", f"Sign at {labels.level(level)}") for level in LEVELS if level),
                 ("back", "Send back: something is missing"), ("later", "Leave it for later")],
    )  # fmt: skip
    comment = FreeTextField(label="Comment, or what is missing", required=False)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data, request: SignOffRequest, seen: str = "", title: str = ""):
        super().__init__(data, prefix=str(request.pk), initial={"decision": "later", "seen": seen})
        self.request, self.title = request, title or request.competency

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") == "back" and not given.get("comment", "").strip() and "comment" not in self.errors:
            self.add_error("comment", f"Enter what is missing for {self.title}")
        return given


class PassOnForm(NHSForm):
    to = forms.ChoiceField(
        label="Who should answer instead?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who should answer instead"},
    )
    why = FreeTextField(label="Why (optional)", required=False)

    def __init__(self, data, candidates: Sequence[AssessorCandidate]):
        super().__init__(data)
        self.fields["to"].choices = choices(candidates)


class SignOffInErrorForm(NHSForm):
    reason = FreeTextField(
        label="What happened?", max_length=200, help_text="The person who asked reads this, and an auditor.",
        error_messages={"required": "Enter what happened"},
    )  # fmt: skip


class RevokeForm(NHSForm):
    reason = FreeTextField(label="Why is it revoked?", max_length=200, error_messages={"required": "Enter why it is revoked"})

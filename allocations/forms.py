"""Choosing a supervisor, ending a pair, and asking for a plan."""

from collections.abc import Iterable

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from governance.forms import FreeTextField, no_patient_details
from nhsuk.forms import DayField, NHSForm
from people.labels import DAYS
from people.models import Person
from people.rules.facts import FULL_TIME
from supervision.actions import Terms
from supervision.forms import MINUTES, TimeField
from supervision.labels import EVERY, ON_HOLIDAY

from . import labels
from .planning import SupervisorChoice
from .rules.needs import BY_CODE, CATALOGUE, in_order
from .rules.policy import ASIDE_DAYS, JOB_PLAN, MOST_ASIDE_DAYS


def _options(words: dict[str, str]) -> list[tuple[str, str]]:
    return [("", "Choose"), *words.items()]


class ChooseForm(NHSForm):
    """Who, from when, and why; where another than the first is chosen, why that too; and what a rule that is set aside
    needs."""

    supervisor = forms.ChoiceField(
        label="Who should supervise them?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who should supervise them"},
    )
    reason = forms.ChoiceField(
        label="Why do they need this supervisor?",
        choices=_options(labels.START),
        error_messages={"required": "Choose why they need this supervisor"},
    )
    ends_the_other = forms.ChoiceField(
        label="Why does their current supervision end?",
        choices=_options(labels.END),
        error_messages={"required": "Choose why their current supervision ends"},
    )
    against_advice = forms.ChoiceField(
        label="If you did not choose the first supervisor in the list, why not?",
        choices=_options(labels.AGAINST_ADVICE),
        required=False,
    )
    co_supervisor = forms.ChoiceField(label="Choose a co-supervisor", required=False)
    aside_days = forms.IntegerField(
        label="For how many days should a reason against this pair not count?", required=False, min_value=1,
        max_value=MOST_ASIDE_DAYS, initial=ASIDE_DAYS,
        help_text="After that, you decide again.",
    )  # fmt: skip
    aside_reason = forms.ChoiceField(
        label="Why should it not count?",
        choices=_options({k: v for k, v in labels.ASIDE.items() if k != "plan"}),
        required=False,
    )

    def __init__(self, data, options: SupervisorChoice):
        super().__init__(data)
        self.options = options
        self.fields["supervisor"].choices = [
            (str(c.supervisor.public_id), f"{c.supervisor}, room for {c.capacity - c.before} minutes a week")
            for c in options.candidates
        ]
        if options.standing is None:
            del self.fields["ends_the_other"]
        if len(options.candidates) < 2:
            del self.fields["against_advice"]
        if not any(c.soft for c in options.candidates):
            del self.fields["aside_days"], self.fields["aside_reason"]
        beside = [options.planner.here.members[key].person for key in options.planner.here.eligible]
        if any(c.provisional for c in options.candidates):
            self.fields["co_supervisor"].choices = _options(
                {str(p.public_id): str(p) for p in beside if p != options.supervisee}
            )
        else:
            del self.fields["co_supervisor"]

    def clean(self):
        given = super().clean()
        chosen = next((c for c in self.options.candidates if str(c.supervisor.public_id) == given.get("supervisor")), None)
        if chosen is None:
            return given
        best = self.options.best
        if best not in (None, chosen.supervisor) and not given.get("against_advice"):
            self.add_error("against_advice", f"{best} is the first choice. Choose why it should be {chosen.supervisor}")
        if chosen.provisional and not given.get("co_supervisor"):
            self.add_error("co_supervisor", f"Choose a co-supervisor for {chosen.supervisor}")
        if chosen.soft:
            self._asked_aside(given, labels.listed(chosen.soft))
        return given

    def _asked_aside(self, given: dict, rules: str) -> None:
        if not given.get("aside_days"):
            self.add_error("aside_days", f"Enter for how many days this should not count: {rules}")
        if not given.get("aside_reason"):
            self.add_error("aside_reason", f"Choose why this should not count: {rules}")


class EndSupervisionForm(NHSForm):
    on = DayField(
        label="What is the last day of supervision?", error_messages={"required": "Enter the last day of supervision"}
    )
    reason = forms.ChoiceField(
        label="Why does it end?", choices=_options(labels.END), error_messages={"required": "Choose why it ends"}
    )


class AsideForm(NHSForm):
    days = forms.IntegerField(
        label="For how many more days should it not count?", min_value=1, max_value=MOST_ASIDE_DAYS, initial=ASIDE_DAYS,
        help_text="After that, you decide again.", error_messages={"required": "Enter how many more days"},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="Why should it not count?",
        choices=_options({k: v for k, v in labels.ASIDE.items() if k != "plan"}),
        error_messages={"required": "Choose why it should not count"},
    )


class CompareForm(NHSForm):
    """Two or three of the candidates, side by side."""

    compare = forms.MultipleChoiceField(label="Compare two or three", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data, options: SupervisorChoice):
        super().__init__(data)
        self.fields["compare"].choices = [(str(c.supervisor.public_id), str(c.supervisor)) for c in options.candidates]


class JobPlanForm(NHSForm):
    """What is proposed comes from the supervisor's posts."""

    kind = forms.ChoiceField(label="Kind of supervision", choices=list(labels.KINDS.items()))
    minutes = forms.IntegerField(
        label="Minutes a week", min_value=0, max_value=2400, error_messages={"required": "Enter the minutes a week"}
    )
    most = forms.IntegerField(label="Maximum number of people (optional)", min_value=0, max_value=99, required=False)
    started_on = DayField(label="From which day?", error_messages={"required": "Enter the first day of the job plan"})

    def __init__(self, data, *, fte: int, today):
        proposed = JOB_PLAN["case_management"] * fte // FULL_TIME
        super().__init__(data, initial={"minutes": proposed, "started_on": today}, prefix="plan")
        self.fields["minutes"].help_text = f"{proposed} minutes of case management a week is usual for their hours. You decide."


class AwayForm(NHSForm):
    started_on = DayField(label="First day away", error_messages={"required": "Enter the first day away"})
    finished_on = DayField(label="Last day away (optional)", required=False)
    keeps = forms.ChoiceField(
        label="What happens to their supervisees?", widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens to their supervisees"},
        choices=[
            ("yes", "They keep their supervisees and get no new ones"),
            ("no", "Their supervisees need another supervisor"),
        ],
    )  # fmt: skip

    def __init__(self, data, initial=None):
        super().__init__(data, initial=initial, prefix="away")


class WorkingDaysForm(NHSForm):
    days = forms.TypedMultipleChoiceField(
        label="On which days do you work?", coerce=int, choices=list(DAYS.items()), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day you work"},
    )  # fmt: skip


class ChangeForm(NHSForm):
    """Asking for another supervisor. Nothing here holds anybody up but saying why, in a word of the list."""

    talked = forms.ChoiceField(
        label="Have you talked to your supervisor about this?", choices=list(labels.TALKED.items()), widget=forms.RadioSelect,
        help_text="It often helps to talk first, but you do not have to.",
        error_messages={"required": "Choose whether you have talked to your supervisor"},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="What is the main reason?", choices=list(labels.CHANGE.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose the main reason"},
    )  # fmt: skip
    note = FreeTextField(label="Is there anything your lead should know? (optional)", required=False, rows=4)


class KeepForm(NHSForm):
    words = FreeTextField(
        label="What was agreed?", rows=3, help_text="The person who asked can read this. Their supervisor cannot.",
        error_messages={"required": "Enter what was agreed"},
    )  # fmt: skip


class PairInErrorForm(NHSForm):
    reason = FreeTextField(
        label="What happened?", rows=2, max_length=200,
        help_text="The person who asked can read this. Their supervisor cannot.",
        error_messages={"required": "Enter what happened"},
    )  # fmt: skip


class HistoryForm(NHSForm):
    """Which day, as known when."""

    on = DayField(label="Which day?")
    known = DayField(label="As it was recorded at the end of which day? (optional)", required=False)
    kind = forms.ChoiceField(label="Kind of supervision", choices=list(labels.KINDS.items()))


class OpenHistoryForm(NHSForm):
    auditor = forms.ChoiceField(label="Which auditor?", error_messages={"required": "Choose an auditor"})
    started_on = DayField(label="First day they can see", error_messages={"required": "Enter the first day they can see"})
    finished_on = DayField(label="Last day they can see", error_messages={"required": "Enter the last day they can see"})

    def __init__(self, data, auditors: Iterable[Person]):
        super().__init__(data)
        self.fields["auditor"].choices = [("", "Choose"), *((str(p.public_id), str(p)) for p in auditors)]


LARGEST_KEY = 2**63 - 1
MOST_LINES = 1000
"""More people than any service has."""
CHOSEN = "to-"
"""What begins the name of each field in which a supervisor is chosen within a plan."""
LEAVE_OUT = "-"
"""What is chosen there for somebody whom the plan is not to touch."""


class AllocationPlanForm(NHSForm):
    """What a plan is for. What was not said is filled in."""

    kind = forms.ChoiceField(label="Kind of supervision", choices=list(labels.KINDS.items()))
    on = DayField(label="From which day?")
    without = forms.ChoiceField(label="Who is leaving?", required=False)
    spared = forms.MultipleChoiceField(
        label="Do not give more supervisees to", required=False, widget=forms.CheckboxSelectMultiple
    )
    rebalance = forms.BooleanField(label="Also move people whose supervision is valid", required=False)

    def __init__(self, data, supervisors: Iterable[Person]):
        unsaid = {"kind": next(iter(labels.KINDS)), "on": timezone.localdate().isoformat()}
        said = {key: values for key, values in data.lists() if any(values)}
        super().__init__(MultiValueDict({key: [value] for key, value in unsaid.items()} | said))
        choices = [(str(p.public_id), str(p)) for p in supervisors]
        self.fields["without"].choices, self.fields["spared"].choices = [("", "No one"), *choices], choices

    def choice_for(self, person: Person, choices: Iterable[tuple[str, str]], wrong: str = "") -> BoundField:
        """A field in which somebody's supervisor is chosen within the plan; ``wrong`` is what is wrong with what was chosen."""
        name = f"{CHOSEN}{person.public_id}"
        self.fields[name] = forms.ChoiceField(label=f"Change the supervisor of {person}", choices=choices, required=False)
        if wrong:
            self.add_error(name, wrong)
        return self[name]


class PeopleFilterForm(NHSForm):
    """Which people of a service are shown."""

    state = forms.ChoiceField(label="Supervision", required=False)
    team = forms.ChoiceField(label="Team", required=False)

    def __init__(self, data, teams: Iterable[str]):
        super().__init__(data)
        states = [(code, words) for code, (words, _) in labels.LISTED.items()]
        self.fields["state"].choices = [("", "Everyone"), *states]
        self.fields["team"].choices = [("", "All teams"), *((team, team) for team in teams)]


class NameSearchForm(NHSForm):
    """A name or the beginning of one. It is sent, so that no name stands in an address."""

    words = forms.CharField(label="Name", required=False, max_length=100, strip=True)


class ApartForm(NHSForm):
    other = forms.ChoiceField(
        label="Who should you not be paired with?", error_messages={"required": "Choose who you should not be paired with"}
    )

    def __init__(self, data, colleagues: Iterable[Person]):
        super().__init__(data)
        self.fields["other"].choices = [("", "Choose"), *((str(p.public_id), str(p)) for p in colleagues)]


class NeedsForm(NHSForm):
    submit = "Save my part"
    needs = forms.MultipleChoiceField(
        label="Which of these do you need?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(need.code, need.title) for need in CATALOGUE],
    )  # fmt: skip
    words = FreeTextField(
        label="What do you need from supervision, in your own words?",
        rows=6,
        error_messages={"required": "Write what you need from supervision"},
        help_text="For example how you learn best, what has helped before, and what you would rather not have.",
    )
    goals = FreeTextField(label="What do you want to work towards? (optional)", required=False, rows=3)


class OffersForm(NHSForm):
    submit = "Save my part"
    words = FreeTextField(label="What can you offer?", rows=6, error_messages={"required": "Write what you can offer"})
    not_offered = forms.MultipleChoiceField(
        label="Which of their needs can you not meet?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="For each, the agreement says where it can be found instead.",
    )  # fmt: skip
    more = FreeTextField(label="Where else could they look? (optional)", required=False, rows=3)

    def __init__(self, data, *, asked: Iterable[str], initial: dict):
        super().__init__(data, initial=initial)
        choices = [(code, BY_CODE[code].title) for code in in_order(set(asked))]
        self.fields["not_offered"].choices = choices
        if not choices:
            del self.fields["not_offered"]


class SignForm(NHSForm):
    submit = "Sign agreement"
    typed = forms.CharField(
        label="Type your name to sign", max_length=201, help_text="You sign the text above, as it is now.",
        error_messages={"required": "Type your name to sign"},
    )  # fmt: skip
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data, digest: str):
        super().__init__(data, initial={"seen": digest})


class AgreementFilterForm(NHSForm):
    state = forms.ChoiceField(
        label="State", required=False,
        choices=[("all", "All current"), *((stage.value, words) for stage, (words, _) in labels.STAGES.items())],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Kind of supervision", required=False, choices=[("all", "All kinds"), *labels.AGREED.items()]
    )


class AgreementSearchForm(NHSForm):
    name = forms.CharField(label="Find a person by name", max_length=100, error_messages={"required": "Enter a name"})


class LeaveForm(NHSForm):
    """What happens on leave, where the sessions that are planned say all else."""

    on_leave = forms.ChoiceField(
        label="What happens when the supervisor is on leave?", widget=forms.RadioSelect, choices=list(labels.ON_LEAVE.items()),
        error_messages={"required": "Choose what happens when the supervisor is on leave"},
    )  # fmt: skip

    def terms(self) -> Terms | None:
        return None


class MeetingForm(LeaveForm):
    """When and where two meet. The series is planned with the same values later."""

    every = forms.ChoiceField(
        label="How often do you meet?", choices=list(EVERY.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose how often you meet"},
    )  # fmt: skip
    first_on = DayField(
        label="First session", help_text="Later sessions are on the same day of the week, or of the month.",
        error_messages={"required": "Enter the day of the first session"},
    )  # fmt: skip
    starts_at = TimeField(label="Starts at", error_messages={"required": "Enter when it starts, such as 9:30am"})
    minutes = forms.IntegerField(
        label="How many minutes?", min_value=1, max_value=480, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=MINUTES | {"required": "Enter how many minutes it takes, such as 60"},
    )  # fmt: skip
    where = forms.CharField(
        label="Where do you meet?", max_length=100, validators=[no_patient_details],
        help_text="A room, or a video call. Other people should not be able to hear you.",
        error_messages={"required": "Enter where you meet"},
    )  # fmt: skip
    on_holiday = forms.ChoiceField(
        label="What happens on a bank holiday?", choices=list(ON_HOLIDAY.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens on a bank holiday"},
    )  # fmt: skip

    field_order = ("every", "first_on", "starts_at", "minutes", "where", "on_holiday", "on_leave")

    def clean_first_on(self):
        first_on = self.cleaned_data["first_on"]
        if first_on < timezone.localdate():
            raise forms.ValidationError("Enter a first session from today on")
        return first_on

    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(**{name: given[name] for name in ("every", "first_on", "starts_at", "minutes", "on_holiday", "where")})


class AgreedSeriesForm(MeetingForm):
    """The sessions as they were agreed, ready to be planned."""

    def __init__(self, data, **options):
        super().__init__(data, **options)
        del self.fields["on_leave"]


class ClauseForm(NHSForm):
    talked = forms.BooleanField(label="We have talked about this", required=False)
    words = FreeTextField(
        label="What do you want to add? (optional)", required=False, rows=3, max_length=1000,
        help_text="This becomes part of the agreement that you both sign.",
    )  # fmt: skip


class PlanLineForm(forms.Form):
    """One line of a plan as the page that showed it sends it back; ``seen`` is the key of the pair that stood then."""

    use_required_attribute = False
    supervisee = forms.UUIDField(widget=forms.HiddenInput)
    supervisor = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=32, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)


PlanLines = forms.formset_factory(PlanLineForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)

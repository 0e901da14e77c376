"""Asking for a plan, the choices in its lines, and the filters of the people of a service."""

from collections.abc import Iterable

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from nhsuk.days import DayField, whole
from nhsuk.forms import NHSForm
from people.models import Person

from .. import labels

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
        said = {key: values for key, values in data.lists() if any(values)} | whole("on", data)
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


class PlanLineForm(forms.Form):
    """One line of a plan as the page that showed it sends it back; ``seen`` is the key of the pair that stood then."""

    use_required_attribute = False
    supervisee = forms.UUIDField(widget=forms.HiddenInput)
    supervisor = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=32, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)


PlanLines = forms.formset_factory(PlanLineForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)

from datetime import datetime, time

from django import forms
from django.utils import timezone

from nhsuk.days import DayField
from nhsuk.forms import NHSForm

from .. import queries


class QuestionForm(NHSForm):
    """Which standard, on which day, as known when: every page that answers the question asks it this way, in its address."""

    standard = forms.ChoiceField(label="Standard", required=False)
    on = DayField(label="On", required=False)
    known = DayField(
        label="As it was known at the end of",
        required=False,
        help_text="Leave empty for what is known now.",
    )

    def __init__(self, data, *args, **kwargs):
        self.published = queries.standards()
        unsaid = {"standard": self.default, "on": timezone.localdate().isoformat()}
        said = {key: value for key, value in data.items() if value}
        super().__init__(unsaid | said, *args, auto_id="question_%s", **kwargs)
        self.fields["standard"].choices = [(code, standard.versions[-1].title) for code, standard in self.published.items()]

    @property
    def default(self) -> str:
        return queries.principal(self.published)

    def asked(self) -> dict:
        """The question, with what was not said, or not said rightly, filled in: ``standard``, ``on``, ``known_at``."""
        self.is_valid()
        given = self.cleaned_data
        known = given.get("known")
        return {
            "standard": self.published.get(given.get("standard") or self.default),
            "on": given.get("on") or timezone.localdate(),
            "known_at": known and timezone.make_aware(datetime.combine(known, time.max)),
        }

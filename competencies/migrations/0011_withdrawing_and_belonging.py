from django.db import migrations
from django.db.models import PROTECT, ForeignKey

from governance.migrating import UnderGuards, guarded, withdrawable
from people.backfill import filled

FACTS = ("SignOff", "Observation", "Approval", "Waiver", "StrengthSeen", "NotObserved", "SelfRating")
ASKED = {"SignOffRequest": ("person_id", "assessor_id"), "WaiverProposal": ("person_id", "proposed_by_id")}
SERVICE = {"to": "people.service", "on_delete": PROTECT, "null": True, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("people", "0009_withdrawing_and_merging"), ("competencies", "0010_strengthseen")]
    operations = [
        migrations.AddField("signoffrequest", "service", ForeignKey(**SERVICE)),
        migrations.AddField("waiverproposal", "service", ForeignKey(**SERVICE)),
        UnderGuards(
            withdrawable("competencies", *FACTS)
            | guarded(RequestStep="competencies_request_step_append_only", Certificate="competencies_certificate_append_only"),
            filled("competencies", dict.fromkeys(FACTS, ("person_id",)), ASKED),
        ),
    ]

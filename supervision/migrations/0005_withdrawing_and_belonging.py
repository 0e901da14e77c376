from django.db import migrations

from governance.migrating import UnderGuards, guarded, withdrawable
from people.backfill import filled

FACTS = {"Session": ("facilitator_id",), "Attendance": (), "Response": (), "CaseCount": ()}


class Migration(migrations.Migration):
    dependencies = [("people", "0009_withdrawing_and_merging"), ("supervision", "0004_place_of_a_session")]
    operations = [
        UnderGuards(
            withdrawable("supervision", *FACTS) | guarded(Summary="supervision_summary_append_only"),
            filled("supervision", FACTS),
        ),
    ]

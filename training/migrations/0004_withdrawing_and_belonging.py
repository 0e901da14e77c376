from django.db import migrations, models

from governance.migrating import UnderGuards, guarded, withdrawable
from people.backfill import filled

FACTS = ("Completion", "Qualification", "Development")


class Migration(migrations.Migration):
    dependencies = [("people", "0009_withdrawing_and_merging"), ("training", "0003_courses_and_places")]
    operations = [
        migrations.AddField("course", "withdrawn_at", models.DateTimeField(null=True, blank=True, editable=False)),
        UnderGuards(
            withdrawable("training", *FACTS)
            | guarded(PlaceStep="training_place_step_append_only", VerificationStep="training_verification_step_append_only"),
            filled("training", dict.fromkeys(FACTS, ("person_id",))),
        ),
    ]

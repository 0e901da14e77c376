"""Facts say what they correct, where they were recorded and how they were voided; two records of one person can be merged."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from governance.constraints import AppendOnly
from governance.migrating import UnderGuards, withdrawable
from people.backfill import filled

PERSON = settings.AUTH_USER_MODEL
FACTS = ("Post", "Absence", "Registration", "WorkingDays", "Membership", "Attachment")


class Migration(migrations.Migration):
    dependencies = [("people", "0008_work_taken_up_again")]
    operations = [
        migrations.CreateModel(
            name="FormerNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=32, unique=True)),
                ("until", models.DateTimeField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="former_numbers", to=PERSON)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("email", models.EmailField(max_length=254)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=PERSON)),
                ("gone", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="merged_into", to=PERSON)),
                ("kept", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges", to=PERSON)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    AppendOnly(name="people_merge_append_only"),
                    models.CheckConstraint(name="people_merge_two", condition=~Q(gone=F("kept"))),
                ],
            },
        ),
        migrations.AddField("person", "closed_on", models.DateField(null=True, blank=True)),
        migrations.AddField("person", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField("service", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField("team", "withdrawn_at", models.DateTimeField(null=True)),
        UnderGuards(withdrawable("people", *FACTS), filled("people", dict.fromkeys(FACTS, ("person_id",)))),
    ]

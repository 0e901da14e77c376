from django.db import migrations, models

from governance.constraints import AppendOnly
from governance.migrating import ModelChange, UnderGuards


class Migration(migrations.Migration):
    dependencies = [("people", "0009_withdrawing_and_merging"), ("exchange", "0002_initial")]
    operations = [
        migrations.AddField("upload", "because", models.CharField(max_length=200, blank=True, default=""), preserve_default=False),
        UnderGuards({
            "Overwritten": ModelChange(
                AppendOnly(
                    name="exchange_overwritten_append_only", except_for=("withdrawn_at",), until="withdrawn_at", merges=True
                ),
                {"withdrawn_at": models.DateTimeField(null=True)},
            )
        }),
    ]

"""Full-time equivalents with the five decimals of NHS workforce data, exactly: whole hundred-thousandths in place of hundredths."""

from django.db import migrations, models
from django.db.models import Q

from governance.constraints import AppendOnly
from governance.migrating import ModelChange, UnderGuards

GUARD = AppendOnly(
    name="people_post_is_a_fact",
    except_for=("voided_at", "voided_by_id", "void_code", "void_reason"),
    until="voided_at",
    merges=True,
)


def a_thousand_times(apps, schema_editor) -> None:
    schema_editor.execute("UPDATE people_post SET fte_hundred_thousandths = fte_hundredths * 1000")


CHECK = models.CheckConstraint(
    name="people_post_fte", condition=Q(fte_hundred_thousandths__gt=0, fte_hundred_thousandths__lte=150_000)
)


class Migration(migrations.Migration):
    dependencies = [("people", "0011_second_factors_encrypted")]
    operations = [
        UnderGuards(
            {"Post": ModelChange(GUARD, {"fte_hundred_thousandths": models.PositiveIntegerField()}, ("fte_hundredths",), CHECK)},
            a_thousand_times,
        ),
    ]

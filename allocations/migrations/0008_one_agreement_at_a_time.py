from collections import Counter

from django.db import migrations, models

import governance.constraints
from governance.migrating import ModelChange, UnderGuards
from people.backfill import settle

SIGNED = 'EXISTS (SELECT 1 FROM "allocations_contract" c WHERE c."id" = {row}."contract_id" AND c."text" <> \'\')'


def count(apps, schema_editor):
    """The agreements of each pair, and of each member, in the order in which they were drafted."""
    Party, seen = apps.get_model("allocations", "Party"), Counter()
    for party in Party.objects.exclude(pair=None, member=None).order_by("contract__drafted_at", "contract", "pk").iterator():
        key = ("pair", party.pair) if party.pair else ("member", party.member_id)
        seen[key] += 1
        Party.objects.filter(pk=party.pk).update(number=seen[key])
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("allocations", "0007_in_post_that_day"), ("supervision", "0005_withdrawing_and_belonging")]

    operations = [
        UnderGuards(
            {
                "Party": ModelChange(
                    guard=governance.constraints.Fixed(name="allocations_party_fixed", once=SIGNED, grows=False, merges=True),
                    fields={"number": models.PositiveIntegerField(null=True)},
                )
            },
            fill=count,
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("pair", "number"), name="allocations_party_of_pair"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("member", "number"), name="allocations_party_of_member"),
        ),
    ]

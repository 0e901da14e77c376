from django.db import migrations
from django.db.models import PROTECT, ForeignKey

from governance.constraints import AppendOnly, Fixed
from governance.migrating import ModelChange, UnderGuards, guarded, withdrawable
from people.backfill import filled, settle

PAIR = ("supervisee_id", "supervisor_id")
FACTS = {"Allocation": PAIR, "Capacity": ("supervisor_id",), "Apart": ("person_id",), "Away": ("supervisor_id",), "SetAside": PAIR}
SERVICE = {"to": "people.service", "on_delete": PROTECT, "null": True, "related_name": "+"}
SIGNED = 'EXISTS (SELECT 1 FROM "allocations_contract" c WHERE c."id" = {row}."contract_id" AND c."text" <> \'\')'
GUARDS = {
    "Contract": ModelChange(Fixed(name="allocations_contract_fixed", once="{row}.\"text\" <> ''"), {"service": ForeignKey(**SERVICE)}),
    "Party": ModelChange(Fixed(name="allocations_party_fixed", once=SIGNED, grows=False, merges=True)),
    "ChangeRequest": ModelChange(
        AppendOnly(name="allocations_change_append_only", except_for=("outcome", "closed_at"), until="closed_at", merges=True),
        {"service": ForeignKey(**SERVICE)},
    ),
}


def fill(apps, schema_editor):
    filled("allocations", FACTS, {"ChangeRequest": ("person_id", "supervisor_id")})(apps, schema_editor)
    Contract, Party, Allocation = (apps.get_model("allocations", name) for name in ("Contract", "Party", "Allocation"))
    for contract in Contract.objects.order_by("pk"):
        parties = list(Party.objects.filter(contract=contract).select_related("member__series").order_by("pk"))
        pairs = [party.pair for party in parties if party.pair]
        pair = Allocation.objects.filter(pk__in=pairs, recorded_in__isnull=False).first()
        group = next((party.member.series for party in parties if party.member_id), None)
        if service := pair.recorded_in_id if pair else group and group.service_id:
            Contract.objects.filter(pk=contract.pk).update(service=service)
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("people", "0009_withdrawing_and_merging"), ("allocations", "0005_groups_of_supervisors")]
    operations = [
        UnderGuards(
            GUARDS
            | withdrawable("allocations", *FACTS)
            | guarded(
                ChangeStep="allocations_change_step_append_only",
                OpenedHistory="allocations_history_append_only",
                Signature="allocations_signature_append_only",
            ),
            fill,
        ),
    ]

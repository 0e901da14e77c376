from django.db import migrations

from governance.constraints import AppendOnly
from governance.migrating import ModelChange, UnderGuards, guarded

VISIT = AppendOnly(
    name="oversight_visit_append_only", except_for=("activated_at", "activated_by_id"), until="activated_at", merges=True
)


class Migration(migrations.Migration):
    dependencies = [("people", "0009_withdrawing_and_merging"), ("oversight", "0002_visits")]
    operations = [UnderGuards({"Visit": ModelChange(VISIT)} | guarded(Pack="oversight_pack_append_only"))]

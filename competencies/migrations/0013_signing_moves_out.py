from django.db import migrations

MODELS = ("SignOffRequestGrant", "SealGrant", "RequestStep", "SignOffRequest", "Seal", "SelfRating")


class Migration(migrations.Migration):
    """Requests and seals are models of ``signing`` from here on. Their tables, rows and guards stay where they are."""

    dependencies = [("competencies", "0012_in_post_that_day")]
    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name) for name in MODELS])]

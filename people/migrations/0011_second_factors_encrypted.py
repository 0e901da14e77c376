from django.db import migrations

from people.secrets import seal, unseal

ABOUT = "second factors"


def encrypt(apps, schema_editor):
    """What lay in clear."""
    for one in apps.get_model("mfa", "Authenticator").objects.all():
        for name in ("secret", "seed"):
            if (clear := one.data.get(name)) and unseal(clear, ABOUT) is None:
                one.data[name] = seal(clear, ABOUT)
                one.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("people", "0010_link_to_a_password"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop)]

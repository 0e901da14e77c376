"""What lies in the database, on either engine."""

from django.apps import apps

from reflection.models import Sealed


def everything() -> bytes:
    """What a dump of the database would hold, of every table that a model has."""
    rows = (value for model in apps.get_models() for row in model._default_manager.values_list() for value in row)
    return b"\n".join(bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in rows)


def test_no_copy_of_the_database_holds_it(planted):
    dump = everything()
    assert len(dump) > 10_000 and b"canary-" not in dump


def test_what_people_write_is_kept_in_sealed_rows_alone():
    """A new column for words would be found here: it belongs into the sealed content."""
    free = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("reflection").get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("TextField", "CharField", "JSONField")
    }
    reference = {
        f"{m}.{f}" for m in ("Tool", "ToolDraft") for f in ("code", "kind", "about", "title", "summary", "credit", "asks")
    }
    assert free - reference == {"Offer.kind", "PeopleCount.what", "Together.bands", "Together.people"}
    assert {m.__name__ for m in apps.get_app_config("reflection").get_models() if issubclass(m, Sealed)} == {
        "Record", "Feedback", "Recognition", "Offer",
    }  # fmt: skip

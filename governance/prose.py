"""What people wrote into a row, as one text: for the guard against patient details, and for ranking what was searched for."""

from django.db.models import CharField, Model, TextField
from wagtail.fields import StreamField

from .forms import no_patient_details


def stream_words(stream) -> str:
    """The words of a stream field's blocks.

    Without the identifiers that Wagtail gives to each block: one in some thousand of them has ten digits that pass for an NHS
    number.
    """
    return " ".join(map(str, stream.stream_block.get_searchable_content(stream)))


def words_of(row: Model) -> str:
    """The words of every text and stream field of a row. What is chosen from a list is no writing."""
    streams = [getattr(row, field.name) for field in row._meta.concrete_fields if isinstance(field, StreamField)]
    texts = [field for field in row._meta.concrete_fields if isinstance(field, CharField | TextField) and not field.choices]
    return " ".join([*(str(getattr(row, field.name)) for field in texts), *map(stream_words, streams)])


class WithoutPatients:
    """A model that editors write in the admin: what they type is looked through as everybody's is."""

    def clean(self) -> None:
        super().clean()
        no_patient_details(words_of(self))

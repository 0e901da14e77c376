from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import RevisionMixin

from governance.policy import Action
from governance.prose import WithoutPatients

from ..rules.tools import ASKS, SAID
from ..rules.words import ABOUT, BETTER, CHECK, FRAME, KINDS, MEASURE
from .tool import Tool

BLOCKS = {FRAME: "prompt", MEASURE: "part", CHECK: "line"}
CODE = {"max_length": 32, "help_text": "Keep it from version to version, so that answers can be laid side by side."}


class PromptBlock(blocks.StructBlock):
    code = blocks.CharBlock(**CODE)
    title = blocks.CharBlock(max_length=200, help_text="In our own words, never out of a book.")
    hint = blocks.TextBlock(rows=2, required=False)

    class Meta:
        icon = "help"
        label = "Prompt (frames)"


class LineBlock(blocks.StructBlock):
    code = blocks.CharBlock(**CODE)
    title = blocks.CharBlock(max_length=200)
    low = blocks.CharBlock(max_length=80, label="What 0 means")
    high = blocks.CharBlock(max_length=80, label="What 10 means")

    class Meta:
        icon = "minus"
        label = "Line (checks)"


class BandBlock(blocks.StructBlock):
    up_to = blocks.FloatBlock(label="Up to and with")
    words = blocks.CharBlock(max_length=200)


class PartBlock(blocks.StructBlock):
    code = blocks.CharBlock(**CODE)
    title = blocks.CharBlock(max_length=200)
    low = blocks.FloatBlock(label="Lowest score")
    high = blocks.FloatBlock(label="Highest score")
    items = blocks.IntegerBlock(min_value=1, label="How many items it has")
    least = blocks.IntegerBlock(min_value=1, label="How many must be answered")
    better = blocks.ChoiceBlock(choices=[(word, word) for word in BETTER], label="Which scores are better")
    bands = blocks.ListBlock(BandBlock(), default=[], help_text="Only where a source bears them.")
    bands_source = blocks.CharBlock(max_length=300, required=False, label="What bears the bands")

    class Meta:
        icon = "list-ol"
        label = "Subscale (measures)"


class ToolDraft(WithoutPatients, RevisionMixin, models.Model):
    """A reflective tool as stewards write it. What is published from it is a version of its own, and never changes."""

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, choices=[(word, word) for word in KINDS])
    about = models.CharField(max_length=16, choices=[(word, word) for word in ABOUT])
    title = models.CharField(max_length=200)
    summary = models.TextField(help_text="When to use it, in a sentence or two.")
    credit = models.TextField(help_text="Whose idea it is, and what its licence says. Never the text of an item.")
    asks = StreamField([("prompt", PromptBlock()), ("line", LineBlock()), ("part", PartBlock())], blank=True)

    panels = [FieldPanel(name) for name in ("code", "kind", "about", "title", "summary", "credit", "asks")]

    class Access(Tool.Access):
        seen_by = Action.KEEP_REFERENCE_DATA

    class Meta:
        default_permissions = ()
        ordering = ("code",)
        verbose_name = "reflective tool"

    def __str__(self) -> str:
        return self.title

    def document(self, version: int) -> dict[str, Any]:
        """The draft as the JSON of a tool, in that version."""
        about = {key: getattr(self, key) for key in ("code", *SAID)}
        asks = [_plain(one.value) for one in self.asks if one.block_type == BLOCKS[self.kind]]
        return about | {"version": version, ASKS[self.kind]: asks}


def _plain(value: Any) -> Any:
    if isinstance(value, blocks.StructValue):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (blocks.list_block.ListValue, list)):
        return [_plain(one) for one in value]
    return "" if value is None else value

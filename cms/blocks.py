"""What an editor builds a page from: components of the design system, nothing else."""

from wagtail import blocks

PLAIN = ["bold", "link", "ul", "ol"]


class Callout(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        icon = "warning"
        template = "cms/blocks/warning.html"


class Expander(blocks.StructBlock):
    summary = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        icon = "arrow-down"
        template = "cms/blocks/expander.html"


class ActionLink(blocks.StructBlock):
    text = blocks.CharBlock(max_length=120)
    address = blocks.RegexBlock(
        regex=r"^/(?!/)\S*$",
        error_messages={"invalid": "Give a page of this site, such as /my/"},
        help_text="A page of this site, such as /my/",
    )

    class Meta:
        icon = "link"
        template = "cms/blocks/action.html"


class Checklist(blocks.StructBlock):
    """Boxes to tick while one works through it. What is ticked is kept nowhere."""

    heading = blocks.CharBlock(max_length=120)
    items = blocks.ListBlock(blocks.CharBlock(max_length=250))

    class Meta:
        icon = "tick-inverse"
        template = "cms/blocks/checklist.html"


class TableBlock(blocks.StructBlock):
    """A small table: a row has as many cells as there are columns, and its first is what the row is about."""

    caption = blocks.CharBlock(max_length=120)
    columns = blocks.ListBlock(blocks.CharBlock(max_length=60))
    rows = blocks.ListBlock(blocks.ListBlock(blocks.CharBlock(max_length=250, required=False)))

    def clean(self, value):
        cleaned = super().clean(value)
        if any(len(row) != len(cleaned["columns"]) for row in cleaned["rows"]):
            raise blocks.StructBlockValidationError(
                non_block_errors=[f"Give each row {len(cleaned['columns'])} cells, one for each column."]
            )
        return cleaned

    class Meta:
        icon = "table"
        template = "cms/blocks/table.html"


class Body(blocks.StreamBlock):
    contents = blocks.StaticBlock(
        icon="list-ul", template="cms/blocks/contents.html", admin_text="The headings below, as links", label="Contents list"
    )
    heading = blocks.CharBlock(max_length=120, icon="title", template="cms/blocks/heading.html")
    text = blocks.RichTextBlock(features=PLAIN, icon="pilcrow")
    inset = blocks.RichTextBlock(features=PLAIN, icon="info-circle", template="cms/blocks/inset.html")
    warning = Callout()
    expander = Expander()
    do = blocks.ListBlock(blocks.CharBlock(max_length=250), icon="tick", template="cms/blocks/do.html")
    dont = blocks.ListBlock(blocks.CharBlock(max_length=250), icon="cross", template="cms/blocks/dont.html", label="Don't")
    checklist = Checklist()
    table = TableBlock()
    action = ActionLink()

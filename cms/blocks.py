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


class Body(blocks.StreamBlock):
    heading = blocks.CharBlock(max_length=120, icon="title", template="cms/blocks/heading.html")
    text = blocks.RichTextBlock(features=PLAIN, icon="pilcrow")
    inset = blocks.RichTextBlock(features=PLAIN, icon="info-circle", template="cms/blocks/inset.html")
    warning = Callout()
    expander = Expander()
    do = blocks.ListBlock(blocks.CharBlock(max_length=250), icon="tick", template="cms/blocks/do.html")
    dont = blocks.ListBlock(blocks.CharBlock(max_length=250), icon="cross", template="cms/blocks/dont.html", label="Don't")
    action = ActionLink()

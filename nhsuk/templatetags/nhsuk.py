"""The design system in templates: ``{% nhsuk "button" text="Save" %}`` for any component, and blocks around other content."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from ..components import environment, render
from ..forms import error_summary, field

register = template.Library()


def _plain(params: dict[str, Any]) -> dict[str, Any]:
    """Texts written in a template count as safe HTML to Django, and would be shown twice: as text and as HTML."""
    return {key: "".join(value) if isinstance(value, SafeString) else value for key, value in params.items()}


@register.simple_tag
def nhsuk(component: str, **params: Any) -> SafeString:
    return render(component, **_plain(params))


@register.simple_block_tag
def nhsuk_block(content: str, component: str, **params: Any) -> SafeString:
    """A component around the content of the block, such as an inset text, a warning or details."""
    return render(component, **_plain(params), html=content)


@register.simple_tag
def nhsuk_field(bound_field) -> SafeString:
    return field(bound_field)


@register.simple_tag
def nhsuk_error_summary(form: BaseForm) -> SafeString | str:
    return error_summary(form)


@register.simple_tag(takes_context=True)
def nhsuk_wrong(context) -> str:
    """What the title of a page begins with, where something in one of its forms has to be put right."""
    said = list(context.flatten().values())
    forms = [one for value in said for one in (value if isinstance(value, (list, tuple)) else [value])]
    return "Error: " if any(isinstance(one, BaseForm) and one.is_bound and one.errors for one in forms) else ""


@register.simple_tag(takes_context=True)
def nhsuk_header(context) -> SafeString:
    """The header of a page, from the page chrome in its context."""
    page_chrome = context["page_chrome"]
    if page_chrome.nhs_logo:
        return render(
            "header",
            service={"text": page_chrome.service, "href": "/"},
            account={"items": page_chrome.account},
            navigation={"items": page_chrome.navigation},
        )
    header = environment().get_template("header.jinja")
    return mark_safe(
        header.render(home="/", service=page_chrome.service, account=page_chrome.account, navigation=page_chrome.navigation)
    )


@register.simple_tag(takes_context=True)
def nhsuk_footer(context) -> SafeString:
    page_chrome = context["page_chrome"]
    return render("footer", meta={"items": page_chrome.footer}, copyright={"text": page_chrome.small_print})


@register.simple_tag
def nhsuk_breadcrumbs(crumbs) -> SafeString | str:
    """``crumbs``: links from the top down to the page above this one."""
    return render("breadcrumb", items=[{"text": crumb.text, "href": crumb.href} for crumb in crumbs]) if crumbs else ""


@register.simple_tag
def nhsuk_facts(pairs) -> SafeString:
    """A summary list of ``(term, value)``."""
    rows = [{"key": {"text": term}, "value": {"html": conditional_escape(value)}} for term, value in pairs]
    return render("summary-list", rows=rows)


@register.simple_tag
def nhsuk_list(kind: str, items) -> SafeString:
    """A list of what to do, or (``dont``) of what not to do."""
    titles = {"do": "Do", "dont": "Don't"}
    entries = [{"item": str(item)} for item in items]
    return render("do-dont-list", title=titles[kind], type="tick" if kind == "do" else "cross", items=entries)


@register.simple_tag
def nhsuk_choices(name: str, legend: str, choices) -> SafeString:
    """Checkboxes outside a form of ours: ``(value, words)`` each."""
    items = [{"value": value, "text": words} for value, words in choices]
    return render("checkboxes", name=name, fieldset={"legend": {"text": legend, "size": "m"}}, items=items)


@register.simple_tag
def nhsuk_select(name: str, label: str, options) -> SafeString:
    """A choice of one outside a form of ours; each option is ``{"value", "text", "selected"}``."""
    return render("select", id=name, name=name, label={"text": label}, items=list(options))


@register.simple_tag
def nhsuk_pages(page) -> SafeString:
    """The way to the other parts of a list (``nhsuk.paging.ListPage``)."""
    return page.links()


@register.simple_tag
def nhsuk_show(thing) -> SafeString:
    """A tag, link, table or chart as itself, anything else as text."""
    return conditional_escape(thing)

"""``{% guidance "slug" "What to do" %}``: from a refusal, a gap or an empty page to the guidance that says what to do.

The link is made from the slug alone: no page pays a query for it. A test asks that each slug named anywhere is a page that the
product comes with, and that the seeded page answers.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from governance.guidance import address

register = template.Library()


@register.simple_tag
def guidance(slug: str, text: str, about: str = "") -> SafeString:
    """``about`` is said to screen readers alone, where several links on a page have the same text."""
    hidden = format_html('<span class="nhsuk-u-visually-hidden"> {}</span>', about) if about else ""
    return format_html('<a class="nhsuk-link" href="{}">{}{}</a>', address(slug), text, hidden)

"""What editors must see to of what they look after: guidance that is due for review, and links that lead nowhere."""

from django.shortcuts import render
from django.utils import timezone

from .desk import due_by
from .links import addresses, broken, outside, published
from .readers import edited_by


def to_review(request):
    today = timezone.localdate()
    pages = edited_by(request.user, due_by(today))
    rows = [(page, page.looked_after_by, page.review_by, page.review_by < today) for page in pages]
    return render(request, "cms/admin/to_review.html", {"rows": rows})


def links(request):
    linked = addresses(edited_by(request.user, published()))
    return render(request, "cms/admin/links.html", {"broken": broken(linked), "outside": outside(linked)})

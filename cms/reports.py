"""What editors must see to: guidance that is due for review, and links that lead nowhere."""

from django.shortcuts import render
from django.utils import timezone

from .desk import due_by
from .links import broken, outside


def to_review(request):
    today = timezone.localdate()
    rows = [(page, page.looked_after_by, page.review_by, page.review_by < today) for page in due_by(today)]
    return render(request, "cms/admin/to_review.html", {"rows": rows})


def links(request):
    return render(request, "cms/admin/links.html", {"broken": broken(), "outside": outside()})

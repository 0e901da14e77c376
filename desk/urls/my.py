from django.urls import path

from competencies.views import archive, certificates
from signing.views import asking, seals

from ..views import home, waiting

app_name = "my"
urlpatterns = [
    path("", home.desk, name="desk"),
    path("eligibility/", home.eligibility, name="eligibility"),
    path("archive/statement.pdf", archive.statement, name="statement"),
    path("archive/portfolio.pdf", archive.portfolio, name="portfolio"),
    path("certificate/", certificates.issue, name="certificate"),
    path("competencies/", asking.mine, name="competencies"),
    path("competencies/ask/", asking.ask, name="ask"),
    path("waiting/", waiting.queue, name="waiting"),
    path("waiting/signed/", seals.signed, name="signed"),
    path("waiting/seen/", waiting.seen, name="seen"),
]

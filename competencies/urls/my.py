from django.urls import path

from ..views import archive, certificates, person, signing

app_name = "my"
urlpatterns = [
    path("", person.desk, name="desk"),
    path("archive/statement.pdf", archive.statement, name="statement"),
    path("archive/portfolio.pdf", archive.portfolio, name="portfolio"),
    path("certificate/", certificates.issue, name="certificate"),
    path("competencies/", signing.mine, name="competencies"),
    path("competencies/ask/", signing.ask, name="ask"),
    path("waiting/", signing.queue, name="waiting"),
    path("waiting/signed/", signing.signed, name="signed"),
    path("waiting/seen/", signing.seen, name="seen"),
]

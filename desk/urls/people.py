from django.urls import path

from competencies.views import observations, waivers
from signing.views import asking

from ..views import person

app_name = "people"
urlpatterns = [
    path("<uuid:public_id>/", person.page, name="page"),
    path("<uuid:public_id>/eligibility.json", person.as_json, name="json"),
    path("<uuid:public_id>/eligibility.pdf", person.as_pdf, name="pdf"),
    path("<uuid:public_id>/portfolio.pdf", person.portfolio, name="portfolio"),
    path("<uuid:public_id>/competencies/", asking.of_person, name="competencies"),
    path("<uuid:public_id>/waive/", waivers.propose, name="waive"),
    path("<uuid:public_id>/observe/", observations.observe, name="observe"),
    path("<uuid:public_id>/requirements/<code:requirement>/", person.requirement, name="requirement"),
    path("<uuid:public_id>/clock/<code:requirement>/", person.clock, name="clock"),
]

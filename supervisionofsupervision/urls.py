from django.urls import path

from .views import plan, service

app_name = "supervisionofsupervision"
urlpatterns = [
    path("", service.index, name="index"),
    path("groups/<uuid:public_id>/leader/", plan.leader, name="leader"),
    path("<code:code>/", service.page, name="service"),
    path("<code:code>/plan/", plan.make, name="plan"),
    path("<code:code>/group/", plan.begin, name="begin"),
]

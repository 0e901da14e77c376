"""Requests for a sign-off and what was sealed: ``/competencies/requests/`` and ``/competencies/sign-offs/``."""

from django.urls import path

from .views import answering, lists, requests, seals

app_name = "signing"
urlpatterns = [
    path("requests/", lists.index, name="requests"),
    path("requests/<uuid:public_id>/", requests.page, name="request"),
    path("requests/<uuid:public_id>/remind/", requests.nudge, name="nudge"),
    path("requests/<uuid:public_id>/withdraw/", requests.withdraw, name="withdraw"),
    path("requests/<uuid:public_id>/by-mistake/", requests.in_error, name="in_error"),
    path("requests/<uuid:public_id>/pass-on/", requests.pass_on, name="pass_on"),
    path("requests/from/<uuid:person>/", answering.answer, name="answer"),
    path("sign-offs/<uuid:public_id>/", seals.sealed, name="sealed"),
    path("sign-offs/<uuid:public_id>/sealed.json", seals.sealed_text, name="sealed_text"),
    path("sign-offs/<uuid:public_id>/revoke/", seals.revoke, name="revoke"),
]

from django.urls import path

from .views import certificates, courses, development, lists

app_name = "training"
urlpatterns = [
    path("", certificates.mine, name="mine"),
    path("send/", certificates.send, name="send"),
    path("certificates/", lists.certificates, name="certificates"),
    path("places/", lists.places, name="places"),
    path("courses/<int:pk>/", certificates.course, name="course"),
    path("qualifications/<int:pk>/", certificates.qualification, name="qualification"),
    path("dates/", courses.index, name="dates"),
    path("dates/plan/<code:code>/", courses.plan, name="plan"),
    path("dates/<uuid:public_id>/", courses.edition, name="edition"),
    path("dates/<uuid:public_id>/ask/", courses.ask, name="ask"),
    path("dates/<uuid:public_id>/call-off/", courses.cancel, name="cancel"),
    path("places/<uuid:public_id>/", courses.place, name="place"),
    path("places/<uuid:public_id>/withdraw/", courses.withdraw, name="withdraw"),
    path("development/", development.note, name="develop"),
    path("development/<int:pk>/take-out/", development.take_back, name="take_back"),
]

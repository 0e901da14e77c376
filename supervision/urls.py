from django.urls import path

from .views import calendar, diary, dose, lists, recording, series, sessions

app_name = "supervision"
urlpatterns = [
    path("", diary.week, name="week"),
    path("month/", diary.month, name="month"),
    path("received/", lists.doses, name="doses"),
    path("received/list.csv", lists.doses_file, {"kind": "csv"}, name="doses_csv"),
    path("received/list.xlsx", lists.doses_file, {"kind": "xlsx"}, name="doses_xlsx"),
    path("received/<uuid:public_id>/", dose.page, name="dose"),
    path("calendar/", calendar.settings, name="calendar"),
    path("calendar/new/", calendar.renew, name="renew"),
    path("calendar/mail/", calendar.mail, name="mail"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("plan/<uuid:public_id>/", series.begin, name="begin"),
    path("another/", recording.another, name="another"),
    path("series/<uuid:public_id>/", series.page, name="series"),
    path("series/<uuid:public_id>/people/", series.members, name="members"),
    path("series/<uuid:public_id>/end/", series.end, name="end"),
    path("series/<uuid:public_id>/<day:slot>/", recording.record, name="record"),
    path("series/<uuid:public_id>/<day:slot>/move/", series.move, name="move"),
    path("series/<uuid:public_id>/<day:slot>/cancel/", series.cancel, name="cancel"),
    path("series/<uuid:public_id>/<day:slot>/put-back/", series.put_back, name="put_back"),
    path("sessions/", lists.sessions, name="sessions"),
    path("sessions/list.csv", lists.sessions_file, {"kind": "csv"}, name="sessions_csv"),
    path("sessions/list.xlsx", lists.sessions_file, {"kind": "xlsx"}, name="sessions_xlsx"),
    path("sessions/<int:pk>/", sessions.page, name="session"),
    path("sessions/<int:pk>/correct/", recording.correct, name="correct"),
    path("sessions/<int:pk>/confirm/", sessions.confirm, name="confirm"),
    path("sessions/<int:pk>/to-do/", sessions.agree, name="agree"),
    path("sessions/<int:pk>/dispute/", sessions.dispute, name="dispute"),
    path("done/<uuid:public_id>/", sessions.done, name="done"),
    path("confirm/<str:secret>/", sessions.by_link, name="by_link"),
]

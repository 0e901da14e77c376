from django.urls import path

from .views import anyday, desk, forecast, gaps, log, matrix, observations, packs, register, visits

app_name = "oversight"
urlpatterns = [
    path("", register.index, name="index"),
    path("people/<uuid:public_id>/", anyday.page, name="anyday"),
    path("packs/<uuid:public_id>/", packs.download, name="pack"),
    path("visits/<uuid:public_id>/", visits.page, name="visit"),
    path("visits/<uuid:public_id>/activate/", visits.activate, name="activate_visit"),
    path("visits/<uuid:public_id>/packs/<uuid:pack>/", visits.pack, name="visit_pack"),
    path("visits/<uuid:public_id>/<slug:name>/", visits.section, name="visit_section"),
    path("<code:code>/visits/", visits.index, name="visits"),
    path("<code:code>/", desk.page, name="desk"),
    path("<code:code>/packs/", packs.page, name="packs"),
    path("<code:code>/log/", log.page, name="log"),
    path("<code:code>/log.csv", log.csv, name="log_csv"),
    path("<code:code>/log.xlsx", log.xlsx, name="log_xlsx"),
    path("<code:code>/ahead/", forecast.page, name="forecast"),
    path("<code:code>/missing/", gaps.page, name="gaps"),
    path("<code:code>/missing.csv", gaps.csv, name="gaps_csv"),
    path("<code:code>/missing.xlsx", gaps.xlsx, name="gaps_xlsx"),
    path("<code:code>/indicators/", desk.indicators, name="indicators"),
    path("<code:code>/register/", register.page, name="register"),
    path("<code:code>/register.csv", register.csv, name="register_csv"),
    path("<code:code>/register.xlsx", register.xlsx, name="register_xlsx"),
    path("<code:code>/register.pdf", register.pdf, name="register_pdf"),
    path("<code:code>/register.json", register.json, name="register_json"),
    path("<code:code>/observations/", observations.page, name="observations"),
    path("<code:code>/observations.csv", observations.csv, name="observations_csv"),
    path("<code:code>/observations.xlsx", observations.xlsx, name="observations_xlsx"),
    path("<code:code>/competencies/", matrix.page, name="matrix"),
    path("<code:code>/competencies.csv", matrix.csv, name="matrix_csv"),
    path("<code:code>/competencies.xlsx", matrix.xlsx, name="matrix_xlsx"),
]
